/** How far behind the server's clock every screen plays, in seconds: time to fetch, whatever the school's network. */
export const DELAY = 6;

const SEEK_BEYOND = 2.5;
const LEAVE_WITHIN = 0.08;
const MOST_TRIM = 0.05;

export type Correction = { seekBy: number | null; rate: number };

/**
 * What to do about a screen that shows `playing` when it should show `wanted` (both in seconds): jump when it is far
 * off, else play a little faster or slower, too little to be heard.
 */
export function correct(playing: number, wanted: number): Correction {
  const ahead = playing - wanted;
  if (Math.abs(ahead) > SEEK_BEYOND) {
    return { seekBy: -ahead, rate: 1 };
  }
  if (Math.abs(ahead) < LEAVE_WITHIN) {
    return { seekBy: null, rate: 1 };
  }
  const trim = Math.max(-MOST_TRIM, Math.min(MOST_TRIM, -ahead * 0.1));
  return { seekBy: null, rate: 1 + trim };
}
