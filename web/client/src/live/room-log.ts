import type { Entry, Frame, Joined } from './types';

/**
 * The page's copy of a room's log. Numbers count within an epoch; whatever arrives twice counts once, and whatever
 * is missing is noticed at once.
 */
export class RoomLog {
  epoch: string | null = null;
  head = 0;
  #ready = false;
  #early: Frame[] = [];

  /** What to ask for on joining: everything after what is held, or the newest. */
  get position(): { epoch?: string; after?: number } {
    return this.epoch === null ? {} : { epoch: this.epoch, after: this.head };
  }

  /** The connection is gone, or something is missing: frames wait until `joined` says where we stand. */
  suspend(): void {
    this.#ready = false;
    this.#early = [];
  }

  /** The answer to joining. `reset` means that what was shown before is of another log, or too old to continue. */
  joined(answer: Joined): { reset: boolean; added: Entry[]; gap: boolean } {
    const continues = answer.recovered && answer.epoch === this.epoch;
    const from = continues ? this.head : 0;
    this.epoch = answer.epoch;
    const added = answer.entries.filter((entry) => entry.s > from).sort((a, b) => a.s - b.s);
    this.head = Math.max(from, answer.head, ...added.map((entry) => entry.s));
    this.#ready = true;
    const early = this.#early;
    this.#early = [];
    let gap = false;
    for (const frame of early) {
      const result = this.frame(frame);
      added.push(...result.added);
      gap ||= result.gap;
    }
    return { reset: !continues, added, gap };
  }

  /** A frame: what is new in it, and whether something before or after it is missing. */
  frame(frame: Frame): { added: Entry[]; gap: boolean } {
    if (!this.#ready) {
      this.#early.push(frame);
      return { added: [], gap: false };
    }
    if (frame.e !== this.epoch) {
      return { added: [], gap: true };
    }
    const news = (frame.x ?? []).filter((entry) => entry.s > this.head);
    const first = news[0];
    if (first && first.s > this.head + 1) {
      return { added: [], gap: true };
    }
    this.head = Math.max(this.head, ...news.map((entry) => entry.s));
    return { added: news, gap: frame.h > this.head };
  }
}
