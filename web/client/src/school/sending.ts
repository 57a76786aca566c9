import type { Upload } from 'tus-js-client';
import { Pace } from './pace';
import type { Turns } from './turns';
import { sendFile } from './upload';

export type SendingState = 'waiting' | 'sending' | 'retrying' | 'paused' | 'stopped' | 'done' | 'cancelled';

/** One file on its way to one project, from its turn to its last byte. */
export class Sending {
  state: SendingState = 'waiting';
  sent = 0;
  /** Why it stopped, in words. */
  trouble = '';
  readonly pace = new Pace();
  #upload: Upload | null = null;
  #giveBack: () => void = () => undefined;

  constructor(
    readonly file: File,
    private readonly project: string,
    private readonly begun: string | null,
    private readonly turns: Turns,
    private readonly changed: (sending: Sending) => void,
    private readonly send: typeof sendFile = sendFile,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** True while bytes may be on their way: who closes the page now stops them. */
  get active(): boolean {
    return this.state === 'waiting' || this.state === 'sending' || this.state === 'retrying';
  }

  /** Sends as soon as it is this file's turn. */
  start(): void {
    this.#become('waiting');
    this.#giveBack = this.turns.take(() => this.#begin());
  }

  pause(): void {
    void this.#upload?.abort();
    this.#rest('paused');
  }

  /** Gives the file up; the server forgets what it has. */
  cancel(): void {
    void this.#upload?.abort(true).catch(() => undefined);
    this.#rest('cancelled');
  }

  #begin(): void {
    this.#become('sending');
    if (this.#upload) {
      this.#upload.start();
      return;
    }
    this.#upload = this.send(this.file, this.project, this.begun, {
      progress: (sent) => this.#progress(sent),
      retrying: () => this.#become('retrying'),
      done: () => this.#rest('done'),
      stopped: (why) => {
        this.trouble = why;
        this.#rest('stopped');
      },
    });
  }

  #progress(sent: number): void {
    if (!this.active) {
      return;
    }
    this.sent = sent;
    this.pace.note(sent, this.now());
    this.#become('sending');
  }

  #rest(state: SendingState): void {
    this.pace.clear();
    this.#become(state);
    this.#giveBack();
  }

  #become(state: SendingState): void {
    this.state = state;
    this.changed(this);
  }
}
