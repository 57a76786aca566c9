import type { Programme, Session } from './types';

export type OnScreen = { session: Session | null; next: Session | null; endsAt: number | null; startedAt: number | null; held: boolean };

const nothing: OnScreen = { session: null, next: null, endsAt: null, startedAt: null, held: false };

/**
 * What a screen shows at an instant of the channel, from the programme as it was last read. Sessions follow each
 * other without a gap, so what comes after the one on air needs no further question to the server.
 */
export function onScreen(programme: Programme | null, at: number): OnScreen {
  const sessions = programme?.sessions ?? [];
  const past = sessions.find((one) => one.startedAt && one.endsAt && Date.parse(one.startedAt) <= at && at < Date.parse(one.endsAt));
  const onAir = programme?.onAir;
  if (!onAir || at < Date.parse(onAir.startedAt)) {
    return past ? shown(sessions, past, Date.parse(past.startedAt!), Date.parse(past.endsAt!), false) : { ...nothing, next: firstPlanned(sessions) };
  }
  let place = sessions.findIndex((one) => one.id === onAir.sessionId);
  let start = Date.parse(onAir.startedAt);
  let end = onAir.endsAt ? Date.parse(onAir.endsAt) : null;
  while (end !== null && at >= end && place >= 0 && place < sessions.length) {
    place++;
    start = end;
    end = place < sessions.length ? start + sessions[place]!.seconds * 1000 : null;
  }
  const session = sessions[place];
  const isFirst = session?.id === onAir.sessionId;
  return session ? shown(sessions, session, start, end, isFirst && !!onAir.held) : nothing;
}

function shown(sessions: Session[], session: Session, startedAt: number, endsAt: number | null, held: boolean): OnScreen {
  const next = sessions.slice(sessions.indexOf(session) + 1).find((one) => one.state === 'planned') ?? null;
  return { session, next, endsAt, startedAt, held };
}

const firstPlanned = (sessions: Session[]): Session | null => sessions.find((one) => one.state === 'planned') ?? null;
