// One seat in the room, with the public SignalR client. Reads commands as lines, {"say":"…","id":"…"}, and tells what it
// sees. It does what the contract asks of a client: it comes back by epoch and after, and repeats what was not answered.
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { address, signalR, tell, token } from './tools.mjs';

const [galaId] = process.argv.slice(2);
const hub = new signalR.HubConnectionBuilder()
  .withUrl(`${address}/hubs/gala`, { accessTokenFactory: () => token })
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 300 })
  .configureLogging(signalR.LogLevel.None)
  .build();

let epoch;
let last = 0;
let joining;

function take(entries = []) {
  for (const entry of entries) {
    if (entry.s <= last) continue;
    last = entry.s;
    tell({ entry });
  }
}

function join() {
  joining ??= hub
    .invoke('Join', { galaId, epoch, after: epoch ? last : undefined })
    .then((answer) => {
      if (epoch && epoch !== answer.epoch) last = 0;
      epoch = answer.epoch;
      take(answer.entries);
      last = Math.max(last, answer.head);
      tell({ joined: { epoch, head: answer.head, recovered: answer.recovered, you: answer.you } });
    })
    .finally(() => (joining = undefined));
  return joining;
}

hub.on('Frame', (frame) => {
  if (frame.g !== galaId) return;
  const entries = frame.x ?? [];
  const gap = frame.h > (entries.at(-1)?.s ?? last);
  take(entries);
  if (frame.r) tell({ reactions: frame.r });
  if (frame.p) tell({ presence: frame.p });
  if (gap) void join().catch(() => {});
});
hub.onreconnected(() => join().catch((problem) => tell({ failed: problem.message })));

async function say(text, commandId) {
  for (let tries = 0; tries < 100; tries++) {
    try {
      const answer = await hub.invoke('Say', { galaId, commandId, text });
      if (answer.status !== 'refused') return tell({ answer, id: commandId });
      if (!answer.retryAfter) return tell({ refused: answer.code, id: commandId });
      await pause(answer.retryAfter * 1000);
    } catch (problem) {
      if (tries === 99) tell({ failed: problem.message, id: commandId });
      await pause(200);
    }
  }
}

await hub.start();
await join();
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  if (command.react) await hub.invoke('React', { galaId, kind: command.react });
  else await say(command.say, command.id);
}
await hub.stop();
