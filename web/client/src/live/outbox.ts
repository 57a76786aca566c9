import type { Said } from './types';

export type Pending = { commandId: string; text: string; state: 'sending' | 'waiting' | 'held' };
export type Verdict = { kind: 'posted' } | { kind: 'held' } | { kind: 'waiting'; retryAfter?: number } | { kind: 'refused'; code: string; retryAfter: number | null };

/**
 * What was written and is not yet known to be kept. A message keeps its command id until the server answered, so
 * sending it again after a lost connection never posts it twice.
 */
export class Outbox {
  readonly #pending = new Map<string, Pending>();

  constructor(
    private readonly say: (commandId: string, text: string) => Promise<Said>,
    private readonly changed: (pending: Pending[]) => void,
    private readonly codeOf: (error: unknown) => string | null,
  ) {}

  get pending(): Pending[] {
    return [...this.#pending.values()];
  }

  async post(commandId: string, text: string): Promise<Verdict> {
    const message: Pending = { commandId, text, state: 'sending' };
    this.#pending.set(commandId, message);
    return await this.#send(message);
  }

  /** After joining again: everything whose answer never came, in the order in which it was written. */
  async resend(): Promise<Verdict[]> {
    const verdicts: Verdict[] = [];
    for (const message of this.pending.filter((one) => one.state === 'waiting')) {
      verdicts.push(await this.#send(message));
    }
    return verdicts;
  }

  async #send(message: Pending): Promise<Verdict> {
    message.state = 'sending';
    this.changed(this.pending);
    const verdict = await this.#ask(message);
    if (verdict.kind === 'waiting') {
      message.state = 'waiting';
    } else {
      this.#pending.delete(message.commandId);
    }
    this.changed(this.pending);
    return verdict;
  }

  async #ask(message: Pending): Promise<Verdict> {
    try {
      const said = await this.say(message.commandId, message.text);
      // The server does not know either: the same command again gets what became of it.
      if (said.code === 'store-unavailable') {
        return { kind: 'waiting', retryAfter: said.retryAfter ?? 2 };
      }
      return said.status === 'refused'
        ? { kind: 'refused', code: said.code ?? 'other', retryAfter: said.retryAfter ?? null }
        : { kind: said.status };
    } catch (error) {
      const code = this.codeOf(error);
      // Without a code the connection broke: whether the message was kept is unknown, and it is sent again.
      return code === null ? { kind: 'waiting' } : { kind: 'refused', code, retryAfter: null };
    }
  }
}
