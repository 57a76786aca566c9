// The peers' suite, with this platform among them.
//   suite.mjs FANOUT WORK APP PORT
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [fanout, work, app, port] = process.argv.slice(2);
const gala = readFileSync(join(work, 'gala.txt'), 'utf8');
const argument = (rest) => `[{"galaId":"${gala}"${rest}}]`;

// The marker alone is a command's id, which must not repeat; with the words after it a message is as long as the peers' (120).
const WORDS = 'could you repeat the last step please, I lost the sign between the second and third';
const message = `,"commandId":"{text}","text":"{text} ${WORDS}."`;
const args = [
  ...['--text-bytes', '35'],
  ...['--protocol', 'signalr-json', '--url', `ws://127.0.0.1:${port}/hubs/gala`],
  ...['--join-target', 'Join', '--join-args', argument('')],
  ...['--publish-target', 'Say', '--publish-args', argument(message)],
  ...['--bearer-file', join(work, 'viewers.txt'), '--publisher-bearer-file', join(work, 'speakers.txt')],
];
const peer = {
  cwd: app,
  port: Number(port),
  start: ['dotnet', join(app, 'GalaPlatform.Web.dll'), '--contentRoot', app],
};
const suite = JSON.parse(readFileSync(join(fanout, 'suite.json'), 'utf8'));
const others = suite.peers.map((one) => ({ ...one, cwd: resolve(fanout, one.cwd) }));
const ours = [
  { ...peer, name: 'gala', args },
  { ...peer, name: 'gala-flood', args: [...args, '--publishers', '300'] },
];
writeFileSync(join(work, 'run-arguments'), `${args.join('\n')}\n`);
console.log(JSON.stringify({ peers: [...others, ...ours] }, null, 2));
