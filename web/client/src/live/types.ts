import type { Local } from '../common/texts';

export type Author = { seat?: string | null; name: string; class?: string; school?: string };
export type Entry = { s: number; k: string; t: string; f?: Author | null; d: Record<string, any> };
export type Presence = { seats: number; people: number };
export type Settings = { open: boolean; slowSeconds: number };
export type Frame = {
  g: string;
  e: string;
  h: number;
  x?: Entry[];
  r?: Record<string, number>;
  p?: Presence;
  settings?: Settings;
};
export type Joined = {
  epoch: string;
  head: number;
  recovered: boolean;
  entries: Entry[];
  you?: { seat?: string | null; name: string; class?: string; school?: string } | null;
  settings?: Settings | null;
  programme?: Programme | null;
  presence?: Presence | null;
  now: string;
};
export type Said = { status: 'posted' | 'held' | 'refused'; seq?: number; code?: string; retryAfter?: number };

export type GalaState = 'draft' | 'scheduled' | 'lobby' | 'live' | 'ended' | 'archived' | 'cancelled';
export type Gala = {
  id: string;
  title: Local;
  description?: Local | null;
  state: GalaState;
  startsAt: string;
  timeZone: string;
  schools?: { id: string; name: string }[] | string[];
};
export type Session = {
  id: string;
  kind: 'video' | 'slate' | 'live';
  title: Local | string;
  projectId?: string | null;
  seconds: number;
  state: 'planned' | 'onAir' | 'done' | 'skipped';
  plannedAt: string;
  startedAt?: string | null;
  endsAt?: string | null;
};
export type OnAir = { sessionId: string; startedAt: string; endsAt?: string | null; held?: boolean };
export type Programme = { sessions: Session[]; onAir?: OnAir | null; now: string };
