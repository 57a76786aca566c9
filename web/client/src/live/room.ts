import { HubConnectionBuilder, HubConnectionState, LogLevel, type HubConnection } from '@microsoft/signalr';
import { delayBefore } from './backoff';
import type { ServerClock } from './clock';
import { Outbox, type Pending, type Verdict } from './outbox';
import { RoomLog } from './room-log';
import type { Entry, Frame, Joined, Presence, Said, Settings } from './types';

export type LinkState = 'connecting' | 'open' | 'lost' | 'refused';
export type RoomEvents = {
  link: (state: LinkState, code?: string) => void;
  joined: (answer: Joined) => void;
  reset: () => void;
  entries: (entries: Entry[], live: boolean) => void;
  reactions: (counts: Record<string, number>) => void;
  presence: (presence: Presence) => void;
  settings: (settings: Settings) => void;
  pending: (pending: Pending[]) => void;
  verdict: (verdict: Verdict) => void;
};

/** The code of a refusal by the hub; null if the call broke for another reason. */
export function hubCode(error: unknown): string | null {
  return error instanceof Error ? (/HubException: ([\w-]+)/.exec(error.message)?.[1] ?? null) : null;
}

/** Refusals of joining that waiting does not mend. */
const FINAL = new Set(['not-found', 'forbidden', 'unauthorized', 'not-signed-in', 'seat-ended']);

/** A gala's conversation, joined again by itself whenever the connection is lost. */
export class Room {
  readonly #log = new RoomLog();
  readonly #outbox: Outbox;
  readonly #connection: HubConnection;
  #attempt = 0;
  #joining = false;
  #left = false;

  constructor(
    private readonly gala: string,
    private readonly clock: ServerClock,
    private readonly events: RoomEvents,
  ) {
    this.#connection = new HubConnectionBuilder().withUrl('/hubs/gala').configureLogging(LogLevel.None).build();
    this.#connection.on('Frame', (frame: Frame) => this.#receive(frame));
    this.#connection.onclose(() => this.#lost());
    this.#outbox = new Outbox((commandId, text) => this.#say(commandId, text), events.pending, hubCode);
  }

  async open(): Promise<void> {
    this.events.link('connecting');
    try {
      await this.#connection.start();
      await this.#join();
    } catch (error) {
      this.#failed(error);
    }
  }

  async close(): Promise<void> {
    this.#left = true;
    await this.#connection.stop();
  }

  async say(commandId: string, text: string): Promise<Verdict> {
    return this.#settle(await this.#outbox.post(commandId, text));
  }

  react(kind: string): void {
    if (this.#connection.state === HubConnectionState.Connected) {
      void this.#connection.send('React', { galaId: this.gala, kind }).catch(() => undefined);
    }
  }

  async #say(commandId: string, text: string): Promise<Said> {
    return await this.#connection.invoke<Said>('Say', { galaId: this.gala, commandId, text });
  }

  async #join(): Promise<void> {
    if (this.#joining) {
      return;
    }
    this.#joining = true;
    try {
      await this.#catchUp();
    } finally {
      this.#joining = false;
    }
    await this.#resend();
  }

  async #resend(): Promise<void> {
    for (const verdict of await this.#outbox.resend()) {
      this.events.verdict(this.#settle(verdict));
    }
  }

  #settle(verdict: Verdict): Verdict {
    if (verdict.kind === 'waiting' && verdict.retryAfter !== undefined) {
      setTimeout(() => void this.#resend(), verdict.retryAfter * 1000);
    }
    return verdict;
  }

  async #catchUp(): Promise<void> {
    for (let gap = true, tries = 0; gap && tries < 3; tries++) {
      const { epoch, after } = this.#log.position;
      this.#log.suspend();
      const asked = Date.now();
      const answer = await this.#connection.invoke<Joined>('Join', { galaId: this.gala, epoch, after });
      this.clock.note(answer.now, asked);
      const result = this.#log.joined(answer);
      gap = result.gap;
      if (result.reset) {
        this.events.reset();
      }
      this.#attempt = 0;
      this.events.link('open');
      this.events.joined(answer);
      this.events.entries(result.added, false);
    }
  }

  #receive(frame: Frame): void {
    if (frame.g !== this.gala) {
      return;
    }
    const { added, gap } = this.#log.frame(frame);
    if (added.length > 0) {
      this.events.entries(added, true);
    }
    if (frame.r) {
      this.events.reactions(frame.r);
    }
    if (frame.p) {
      this.events.presence(frame.p);
    }
    if (gap && !this.#joining) {
      void this.#join().catch((error) => this.#failed(error));
    }
  }

  #failed(error: unknown): void {
    const code = hubCode(error);
    const status = /status code '?(\d{3})/i.exec(String(error))?.[1];
    if ((code !== null && FINAL.has(code)) || status === '401' || status === '403') {
      this.#left = true;
      this.events.link('refused', code ?? 'forbidden');
      void this.#connection.stop();
      return;
    }
    if (this.#connection.state === HubConnectionState.Connected) {
      void this.#connection.stop(); // onclose comes back here
    } else {
      this.#lost();
    }
  }

  #lost(): void {
    if (this.#left) {
      return;
    }
    this.#log.suspend();
    this.events.link('lost');
    setTimeout(() => void this.open(), delayBefore(this.#attempt++));
  }
}
