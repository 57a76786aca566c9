type Sample = { offset: number; trip: number };

/** The server's clock as seen from here: the answer that travelled fastest tells the difference best. */
export class ServerClock {
  readonly #samples: Sample[] = [];

  constructor(private readonly here: () => number = () => Date.now()) {}

  /** Notes a server's time that came as the answer to a question asked at `asked` (this device's milliseconds). */
  note(server: number | string, asked: number, answered: number = this.here()): void {
    const there = typeof server === 'string' ? Date.parse(server) : server;
    if (!Number.isFinite(there) || answered < asked) {
      return;
    }
    const trip = answered - asked;
    this.#samples.push({ offset: there + trip / 2 - answered, trip });
    if (this.#samples.length > 12) {
      this.#samples.shift();
    }
  }

  get known(): boolean {
    return this.#samples.length > 0;
  }

  get offset(): number {
    return this.#samples.reduce((best, sample) => (sample.trip < best.trip ? sample : best), { offset: 0, trip: Infinity }).offset;
  }

  now(): number {
    return this.here() + this.offset;
  }
}
