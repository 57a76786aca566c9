// A gala that is live, and a seat for each connection of the benchmark: made over HTTP as schools would.
//   prepare.mjs ADDRESS FOLDER VIEWERS SPEAKERS
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Api, Refused, until } from '../../demo/api.mjs';

const [address, folder, viewers, speakers] = process.argv.slice(2);
const { GALA_ORGANIZER_EMAIL, GALA_ORGANIZER_PASSWORD } = process.env;
const HEADCOUNT = 60; // so many pupils, twice as many seats: as many classes as a real gala of this size would have
const SEATS = 100;
const AT_ONCE = 8;

async function classCode(coordinator, school, number) {
  const room = await coordinator.post(`/api/schools/${school}/classrooms`, { name: `C${number}`, headcount: HEADCOUNT });
  const { code } = await coordinator.post(`/api/classrooms/${room.id}/code`, {});
  return code;
}

async function seats(codes, count, each) {
  const tokens = [];
  const takeSome = async () => {
    for (let number = tokens.push('') - 1; number < count; number = tokens.push('') - 1) {
      const code = codes[Math.floor(number / each)];
      tokens[number] = (await new Api(address).post('/api/join', { code, kind: 'pupil' })).token;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeSome));
  return tokens.slice(0, count);
}

async function liveGala(organizer, school) {
  const startsAt = new Date(Date.now() + 3_000).toISOString();
  const title = { fr: 'Banc de mesure', en: 'Benchmark' };
  const { id } = await organizer.post('/api/galas', { title, startsAt, timeZone: 'America/Toronto' });
  await organizer.post(`/api/galas/${id}/schools`, { schoolId: school });
  const sessions = [{ kind: 'slate', title: { fr: 'À vos questions!', en: 'Your questions!' }, seconds: 600 }];
  await organizer.put(`/api/galas/${id}/programme`, { sessions });
  for (const to of ['scheduled', 'lobby', 'live']) {
    await until(`the gala is ${to}`, 120, () =>
      organizer.post(`/api/galas/${id}/transitions`, { to }).then(
        () => true,
        (problem) => {
          if (!(problem instanceof Refused)) throw problem;
          return false;
        },
      ),
    );
  }
  return id;
}

const organizer = await new Api(address).signIn(GALA_ORGANIZER_EMAIL, GALA_ORGANIZER_PASSWORD);
const { id: school } = await organizer.post('/api/schools', { name: 'École du banc' });
const password = 'un banc de mesure';
await organizer.post(`/api/schools/${school}/members`, { email: 'c@gala.example', role: 'coordinator', password });
const coordinator = await organizer.signIn('c@gala.example', password);
const gala = await liveGala(organizer, school);

// Speakers sit ten to a class: neither a seat's nor a class's budget is what a flood meets first.
const classes = Math.ceil(viewers / SEATS) + Math.ceil(speakers / 10);
const codes = [];
for (let number = 0; number < classes; number++) codes.push(await classCode(coordinator, school, number));
const forViewers = await seats(codes.slice(0, Math.ceil(viewers / SEATS)), Number(viewers), SEATS);
const forSpeakers = await seats(codes.slice(Math.ceil(viewers / SEATS)), Number(speakers), 10);
writeFileSync(join(folder, 'viewers.txt'), `${forViewers.join('\n')}\n`);
writeFileSync(join(folder, 'speakers.txt'), `${forSpeakers.join('\n')}\n`);
writeFileSync(join(folder, 'gala.txt'), gala);
