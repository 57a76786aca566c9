/** Lets so many tasks run at once; the others wait in the order in which they came. */
export class Turns {
  #running = 0;
  #waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  /** Calls `begin` when it is this one's turn; answers how to give the turn back, or up. */
  take(begin: () => void): () => void {
    let state: 'waiting' | 'running' | 'over' = 'waiting';
    const start = () => {
      state = 'running';
      this.#running++;
      begin();
    };
    this.#waiting.push(start);
    this.#next();
    return () => {
      if (state === 'running') {
        this.#running--;
      }
      this.#waiting = this.#waiting.filter((one) => one !== start);
      state = 'over';
      this.#next();
    };
  }

  #next(): void {
    while (this.#running < this.most && this.#waiting.length > 0) {
      this.#waiting.shift()!();
    }
  }
}
