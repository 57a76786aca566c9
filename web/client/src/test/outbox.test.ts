import { describe, expect, it } from 'vitest';
import { delayBefore } from '../live/backoff';
import { Outbox } from '../live/outbox';
import { hubCode } from '../live/room';
import type { Said } from '../live/types';

const lost = new Error('The connection was closed');

/** A server that answers as told, and remembers what it was asked. */
function server(...answers: (Said | Error)[]) {
  const asked: [string, string][] = [];
  const say = async (commandId: string, text: string): Promise<Said> => {
    asked.push([commandId, text]);
    const answer = answers.shift()!;
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  return { asked, outbox: new Outbox(say, () => undefined, hubCode) };
}

describe('messages that are on their way', () => {
  it('are forgotten once the server has them', async () => {
    const { outbox } = server({ status: 'posted', seq: 4 });
    expect(await outbox.post('c1', 'Bravo')).toEqual({ kind: 'posted' });
    expect(outbox.pending).toEqual([]);
  });

  it('wait when the server does not know what became of them, and go again under the same id', async () => {
    const { asked, outbox } = server({ status: 'refused', code: 'store-unavailable', retryAfter: 2 }, { status: 'posted', seq: 4 });
    expect(await outbox.post('c1', 'Bravo')).toEqual({ kind: 'waiting', retryAfter: 2 });
    expect(await outbox.resend()).toEqual([{ kind: 'posted' }]);
    expect(asked).toEqual([['c1', 'Bravo'], ['c1', 'Bravo']]);
  });

  it('wait when the connection breaks, and go again under the same id', async () => {
    const { asked, outbox } = server(lost, { status: 'posted', seq: 4 });
    expect(await outbox.post('c1', 'Bravo')).toEqual({ kind: 'waiting' });
    expect(outbox.pending.map((one) => one.state)).toEqual(['waiting']);
    expect(await outbox.resend()).toEqual([{ kind: 'posted' }]);
    expect(asked).toEqual([['c1', 'Bravo'], ['c1', 'Bravo']]);
  });

  it('are not sent again when the server refused them', async () => {
    const { asked, outbox } = server({ status: 'refused', code: 'too-fast', retryAfter: 8 });
    expect(await outbox.post('c1', 'Bravo')).toEqual({ kind: 'refused', code: 'too-fast', retryAfter: 8 });
    expect(await outbox.resend()).toEqual([]);
    expect(asked.length).toBe(1);
  });

  it('tell a refusal by exception from a broken line', async () => {
    const { outbox } = server(new Error("An unexpected error occurred invoking 'Say' on the server. HubException: room-closed"));
    expect(await outbox.post('c1', 'Bravo')).toEqual({ kind: 'refused', code: 'room-closed', retryAfter: null });
  });
});

describe('coming back', () => {
  it('waits longer each time, up to a bound', () => {
    const most = [0, 1, 2, 3, 10, 100].map((attempt) => delayBefore(attempt, () => 1));
    expect(most).toEqual([2250, 4250, 8250, 16_250, 20_250, 20_250]);
  });

  it('spreads a crowd over the whole time', () => {
    expect(delayBefore(5, () => 0)).toBe(250);
    expect(delayBefore(0, () => 0.5)).toBe(1250);
    expect(delayBefore(5, () => 0.5)).toBe(10_250);
  });
});
