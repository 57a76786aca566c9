import { describe, expect, it } from 'vitest';
import { onScreen } from '../live/on-screen';
import type { Programme, Session } from '../live/types';

const zero = Date.parse('2026-12-15T15:00:00Z');
const at = (seconds: number) => zero + seconds * 1000;
const iso = (seconds: number) => new Date(at(seconds)).toISOString();
const session = (id: string, seconds: number, over: Partial<Session> = {}): Session => ({
  id, kind: 'video', title: { fr: id }, seconds, state: 'planned', plannedAt: iso(0), ...over,
});
const programme = (over: Partial<Programme> = {}): Programme => ({
  sessions: [
    session('a', 10, { state: 'done', startedAt: iso(0), endsAt: iso(10) }),
    session('b', 20, { state: 'onAir', startedAt: iso(10), endsAt: iso(30) }),
    session('c', 30),
    session('d', 40),
  ],
  onAir: { sessionId: 'b', startedAt: iso(10), endsAt: iso(30), held: false },
  now: iso(12),
  ...over,
});

describe('what is on the screen', () => {
  it('is the session before while the picture lags behind the server', () => {
    expect(onScreen(programme(), at(6)).session?.id).toBe('a');
  });

  it('is the session on air, with its end and what comes next', () => {
    const now = onScreen(programme(), at(15));
    expect([now.session?.id, now.next?.id, now.endsAt]).toEqual(['b', 'c', at(30)]);
  });

  it('follows from the programme after that, without asking again', () => {
    expect(onScreen(programme(), at(30)).session?.id).toBe('c');
    const later = onScreen(programme(), at(61));
    expect([later.session?.id, later.startedAt, later.next]).toEqual(['d', at(60), null]);
  });

  it('is nothing once everything was shown', () => {
    expect(onScreen(programme(), at(500)).session).toBeNull();
  });

  it('stays while held', () => {
    const held = programme({ onAir: { sessionId: 'b', startedAt: iso(10), endsAt: null, held: true } });
    const now = onScreen(held, at(900));
    expect([now.session?.id, now.held, now.endsAt]).toEqual(['b', true, null]);
  });

  it('is nothing before the programme begins, but it says what comes first', () => {
    const before = onScreen({ sessions: [session('a', 10)], onAir: null, now: iso(0) }, at(0));
    expect([before.session, before.next?.id]).toEqual([null, 'a']);
    expect(onScreen(null, at(0)).session).toBeNull();
  });
});
