type Sample = { at: number; done: number };

/** How fast something goes, over the last ten seconds, and how long it will still take. */
export class Pace {
  #samples: Sample[] = [];

  constructor(private readonly window = 10_000) {}

  /** Notes how much is done at an instant, in milliseconds. */
  note(done: number, at: number): void {
    const last = this.#samples.at(-1);
    if (last && done < last.done) {
      this.#samples = [];
    }
    this.#samples.push({ at, done });
    while (this.#samples.length > 2 && this.#samples[1]!.at <= at - this.window) {
      this.#samples.shift();
    }
  }

  /** Forgets: a pause says nothing about the line. */
  clear(): void {
    this.#samples = [];
  }

  /** How much a second; null until it can be told. */
  get perSecond(): number | null {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    return first && last && last.at - first.at >= 1000 ? ((last.done - first.done) * 1000) / (last.at - first.at) : null;
  }

  /** Seconds until all is done; null if nobody can tell. */
  secondsLeft(total: number): number | null {
    const [speed, last] = [this.perSecond, this.#samples.at(-1)];
    return speed && last ? Math.max(0, total - last.done) / speed : null;
  }
}
