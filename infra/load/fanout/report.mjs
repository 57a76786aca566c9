// The tables of infra/load/README.md, from a folder of raw figures: medians over the rounds.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const read = (pattern) =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
// Of an even count the middle two's mean: the lower one alone would flatter.
const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
};
const round = (number, digits = 2) => (Number.isFinite(number) ? number.toFixed(digits) : '–');
const table = (head, rows) => {
  if (rows.length === 0) return;
  console.log(`| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|`);
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
  console.log('');
};

// The first rate is there to warm up.
const runs = read(/^matrix-/);
const cells = new Map();
for (const run of runs) {
  for (const window of (run.windows ?? []).slice(1)) {
    const key = `${run.connections} ${window.offered_msgs_per_s}`;
    const peers = cells.get(key) ?? new Map();
    peers.set(run.name, [...(peers.get(run.name) ?? []), window]);
    cells.set(key, peers);
  }
}
const cost = (windows) => median(windows.map((window) => window.server_cpu_us_per_delivery));
const rows = [];
for (const [key, peers] of cells) {
  const ours = peers.get('gala');
  for (const [name, windows] of peers) {
    const worst = (field) => Math.max(...windows.map((window) => window[field]));
    rows.push([
      ...key.split(' '),
      name,
      round(cost(windows)),
      name === 'gala' || !ours ? '' : round(cost(ours) / cost(windows), 3),
      round(median(windows.map((window) => window.p50_ms)), 1),
      round(median(windows.map((window) => window.p99_ms)), 1),
      worst('lost'),
      worst('duplicates'),
      windows.length,
    ]);
  }
}
table(['connections', 'msg/s', 'server', 'µs CPU/delivery', 'ours / it', 'p50 ms', 'p99 ms', 'lost', 'doubled', 'rounds'], rows);

const memory = new Map();
for (const run of runs) {
  const key = `${run.connections} ${run.name}`;
  memory.set(key, [...(memory.get(key) ?? []), run]);
}
table(
  ['connections', 'server', 'KiB/connection joined', 'after load', 'µs CPU per connect and join'],
  [...memory].map(([key, of]) => [
    ...key.split(' '),
    round(median(of.map((run) => run.kib_per_connection)), 1),
    round(median(of.map((run) => run.windows?.at(-1)?.kib_per_connection_loaded)), 1),
    round(median(of.map((run) => run.server_connect_cpu_us_each)), 0),
  ]),
);

table(
  ['flood', 'connections', 'msg/s', 'deliveries/s', 'p99 ms'],
  read(/^search-/).map((run) => [run.name, run.connections, run.best_rate, run.best_deliveries_per_s, run.best?.p99_ms]),
);

const slow = (stuck) => read(new RegExp(`^slow-${stuck}-`)).map((run) => run.windows[0].p99_ms);
if (slow(0).length > 0) {
  const [without, with50] = [median(slow(0)), median(slow(50))];
  table(['p99 ms, all read', 'p99 ms, 5 % do not', 'ratio'], [[round(without, 1), round(with50, 1), round(with50 / without)]]);
}

const joins = (members) => read(new RegExp(`^joins-${members}-`));
table(
  ['members before', '2,000 joins at once: seconds', 'ms CPU per join', 'p50 ms', 'slowest ms'],
  [100, 3000]
    .filter((members) => joins(members).length > 0)
    .map((members) => [
      members,
      ...['seconds', 'cpuMsPerJoin', 'p50Ms', 'maxMs'].map((field) => round(median(joins(members).map((run) => run[field])))),
    ]),
);
