import { describe, expect, it } from 'vitest';
import { RoomLog } from '../live/room-log';
import type { Entry, Frame, Joined } from '../live/types';

const entry = (s: number, text = `message ${s}`): Entry => ({ s, k: 'message', t: '2026-12-15T15:00:00Z', d: { text } });
const joined = (over: Partial<Joined> = {}): Joined => ({ epoch: 'e1', head: 0, recovered: false, entries: [], now: '2026-12-15T15:00:00Z', ...over });
const frame = (h: number, x: Entry[] = [], e = 'e1'): Frame => ({ g: 'g', e, h, x });
const numbers = (entries: Entry[]) => entries.map((one) => one.s);

describe('the log of a room', () => {
  it('asks for the newest entries at first, and for what is missing afterwards', () => {
    const log = new RoomLog();
    expect(log.position).toEqual({});
    log.joined(joined({ head: 7, entries: [entry(6), entry(7)] }));
    expect(log.position).toEqual({ epoch: 'e1', after: 7 });
  });

  it('takes what is new in a frame, once', () => {
    const log = new RoomLog();
    log.joined(joined({ head: 1, entries: [entry(1)] }));
    expect(numbers(log.frame(frame(3, [entry(2), entry(3)])).added)).toEqual([2, 3]);
    expect(log.frame(frame(3, [entry(2), entry(3)]))).toEqual({ added: [], gap: false });
  });

  it('notices a head above what it holds', () => {
    const log = new RoomLog();
    log.joined(joined({ head: 1, entries: [entry(1)] }));
    expect(log.frame(frame(4))).toEqual({ added: [], gap: true });
  });

  it('notices that something in the middle is missing, and shows nothing out of order', () => {
    const log = new RoomLog();
    log.joined(joined({ head: 1, entries: [entry(1)] }));
    expect(log.frame(frame(4, [entry(3), entry(4)]))).toEqual({ added: [], gap: true });
    expect(log.position.after).toBe(1);
  });

  it('keeps frames that overtake the answer to joining', () => {
    const log = new RoomLog();
    log.suspend();
    expect(log.frame(frame(3, [entry(3)])).added).toEqual([]);
    const result = log.joined(joined({ head: 2, entries: [entry(1), entry(2)] }));
    expect(numbers(result.added)).toEqual([1, 2, 3]);
    expect(result.gap).toBe(false);
  });

  it('goes on after a recovered connection without showing anything twice', () => {
    const log = new RoomLog();
    log.joined(joined({ head: 2, entries: [entry(1), entry(2)] }));
    log.suspend();
    const result = log.joined(joined({ head: 4, recovered: true, entries: [entry(2), entry(3), entry(4)] }));
    expect(result.reset).toBe(false);
    expect(numbers(result.added)).toEqual([3, 4]);
  });

  it('starts anew when the server cannot go on from there', () => {
    const log = new RoomLog();
    log.joined(joined({ head: 2, entries: [entry(1), entry(2)] }));
    log.suspend();
    const result = log.joined(joined({ epoch: 'e2', head: 1, entries: [entry(1, 'another log')] }));
    expect(result.reset).toBe(true);
    expect(numbers(result.added)).toEqual([1]);
    expect(log.frame(frame(9, [entry(9)], 'e1'))).toEqual({ added: [], gap: true });
  });
});
