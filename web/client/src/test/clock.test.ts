import { describe, expect, it } from 'vitest';
import { ServerClock } from '../live/clock';
import { correct, DELAY } from '../live/sync';

describe('the server’s clock', () => {
  it('is this device’s clock corrected by half the way', () => {
    const clock = new ServerClock(() => 10_000);
    clock.note(70_000, 9_800, 10_000);
    expect(clock.offset).toBe(60_100);
    expect(clock.now()).toBe(70_100);
  });

  it('believes the answer that travelled fastest', () => {
    const clock = new ServerClock(() => 10_000);
    clock.note(15_000, 5_000, 9_000);
    clock.note(15_010, 9_980, 10_000);
    clock.note(99_000, 2_000, 10_000);
    expect(clock.offset).toBe(5_020);
  });

  it('passes over answers that make no sense', () => {
    const clock = new ServerClock(() => 10_000);
    clock.note('not a time', 9_000, 10_000);
    clock.note(15_000, 10_000, 9_000);
    expect(clock.known).toBe(false);
    expect(clock.now()).toBe(10_000);
  });
});

describe('keeping screens together', () => {
  it('jumps when far off', () => {
    expect(correct(100, 110)).toEqual({ seekBy: 10, rate: 1 });
    expect(correct(110, 100)).toEqual({ seekBy: -10, rate: 1 });
  });

  it('plays a little faster when behind, slower when ahead, and never so that one hears it', () => {
    expect(correct(100, 100.3).rate).toBeCloseTo(1.03);
    expect(correct(100, 99.7).rate).toBeCloseTo(0.97);
    expect(correct(100, 102).rate).toBe(1.05);
    expect(correct(102, 100).rate).toBe(0.95);
  });

  it('leaves well alone', () => {
    expect(correct(100, 100.05)).toEqual({ seekBy: null, rate: 1 });
  });

  it('brings every screen to the same moment', () => {
    const screens = [-2.4, -0.7, 0.1, 1.9].map((off) => ({ at: 1000 - DELAY + off }));
    for (let second = 0; second < 60; second++) {
      for (const screen of screens) {
        const { seekBy, rate } = correct(screen.at, 1000 + second - DELAY);
        screen.at += rate + (seekBy ?? 0);
      }
    }
    const spread = Math.max(...screens.map((one) => one.at)) - Math.min(...screens.map((one) => one.at));
    expect(spread).toBeLessThan(0.2);
  });
});
