// Connections that the generator does not make.
//   connections.mjs ADDRESS FOLDER PID stuck N     N clients that join and then read nothing; who is cut off comes back
//   connections.mjs ADDRESS FOLDER PID joins N     N clients sit in the room; then 2,000 more join at once
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const [address, folder, pid, task, count] = process.argv.slice(2);
const { hostname, port } = new URL(address);
const gala = readFileSync(join(folder, 'gala.txt'), 'utf8');
const tokens = readFileSync(join(folder, 'viewers.txt'), 'utf8').trim().split('\n');
const SEPARATOR = '\u001e';
const STORM = 2000;

/** A text frame, masked with zeros. */
function frame(text) {
  const payload = Buffer.from(text + SEPARATOR);
  const length = payload.length < 126 ? Buffer.from([0x80 | payload.length]) : Buffer.from([0xfe, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4), payload]);
}

/** Joins the room; resolves with the milliseconds that it took, once the answer is there. */
function member(token, onClose = () => {}) {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let state = 'upgrading';
    let heard = '';
    socket.on('connect', () =>
      socket.write(
        `GET /hubs/gala HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer ${token}\r\n\r\n`,
      ),
    );
    socket.on('data', (data) => {
      if (state === 'joined') return;
      heard += data.toString('latin1');
      if (state === 'upgrading' && heard.includes('\r\n\r\n')) {
        if (!heard.startsWith('HTTP/1.1 101')) return socket.destroy(new Error(heard.slice(0, 60)));
        [state, heard] = ['greeting', ''];
        socket.write(frame('{"protocol":"json","version":1}'));
      } else if (state === 'greeting' && heard.includes(`{}${SEPARATOR}`)) {
        [state, heard] = ['joining', ''];
        socket.write(frame(`{"type":1,"invocationId":"j","target":"Join","arguments":[{"galaId":"${gala}"}]}`));
      } else if (state === 'joining' && heard.includes('"invocationId":"j"')) {
        if (heard.includes('"error"')) return socket.destroy(new Error(heard.slice(0, 200)));
        state = 'joined';
        heard = '';
        resolve({ socket, took: performance.now() - begun });
      }
    });
    socket.on('error', reject);
    socket.on('close', () => {
      if (state !== 'joined') reject(new Error(`closed while ${state}`));
      onClose();
    });
  });
}

async function stuck(number) {
  const { socket } = await member(tokens.at(-1 - number), () => setTimeout(() => void stuck(number), 1000));
  socket.pause();
}

function cpuSeconds() {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function inGroups(numbers, atOnce) {
  const waiting = [...numbers];
  const next = async () => {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) await member(tokens[number]);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}

async function joins(members) {
  const everybody = [...Array(members + STORM).keys()];
  await inGroups(everybody.slice(0, members), 50);
  await pause(3000);
  const [before, begun] = [cpuSeconds(), performance.now()];
  const served = await Promise.all(everybody.slice(members).map((number) => member(tokens[number])));
  const seconds = (performance.now() - begun) / 1000;
  const cpu = cpuSeconds() - before;
  const took = served.map((one) => one.took).sort((a, b) => a - b);
  return { members, joins: STORM, seconds, cpuMsPerJoin: (cpu * 1000) / STORM, p50Ms: took[STORM / 2], maxMs: took[STORM - 1] };
}

if (task === 'stuck') {
  await Promise.all(Array.from({ length: Number(count) }, (_, number) => stuck(number)));
  setInterval(() => {}, 1000);
} else {
  console.log(JSON.stringify(await joins(Number(count))));
  process.exit(0);
}
