// Fills in a small gala over the public interface: two schools, four classes, four videos, a programme.
// A second start finds what the first one made: every command carries the same id, and so has no second effect.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Api, Refused, until } from './api.mjs';
import { stories, video } from './videos.mjs';

const address = process.argv[2];
const { GALA_DATA, GALA_ORGANIZER_EMAIL, GALA_ORGANIZER_PASSWORD, GALA_DEMO_COORDINATOR_PASSWORD } = process.env;
const say = (text) => console.log(`[demo] ${text}`);

const schools = [
  { key: 'erables', name: 'École des Érables', email: 'coordination@erables.example', classes: ['6B', '5A'] },
  { key: 'fleuve', name: 'École du Fleuve', email: 'coordination@fleuve.example', classes: ['6A', '4C'] },
];

async function school(organizer, { key, name, email, classes }) {
  const { id } = await organizer.post('/api/schools', { name }, `demo-school-${key}`);
  const member = { email, role: 'coordinator', password: GALA_DEMO_COORDINATOR_PASSWORD };
  await organizer.post(`/api/schools/${id}/members`, member, `demo-member-${key}`);
  const coordinator = await organizer.signIn(email, GALA_DEMO_COORDINATOR_PASSWORD);
  const classrooms = [];
  for (const name of classes) {
    const made = await coordinator.post(`/api/schools/${id}/classrooms`, { name, headcount: 24 }, `demo-class-${name}`);
    classrooms.push({ ...made, name });
  }
  return { id, name, email, coordinator, classrooms };
}

async function project({ id, coordinator, classrooms }, story, index) {
  const asked = { classroomId: classrooms[index].id, title: story.title.fr, credits: `Classe ${classrooms[index].name}` };
  const made = await coordinator.post(`/api/schools/${id}/projects`, asked, `demo-project-${story.key}`);
  const now = await coordinator.get(`/api/projects/${made.id}`);
  if (now.media.state === 'awaitingUpload' || now.media.state === 'failed') {
    say(`Filming « ${story.title.fr} »`);
    await coordinator.upload(made.id, video(join(GALA_DATA, 'demo'), story));
  }
  return { id: made.id, coordinator, story };
}

async function ready({ id, coordinator, story }) {
  const media = await until(`« ${story.title.fr} » is ready`, 300, async () => {
    const { media } = await coordinator.get(`/api/projects/${id}`);
    if (media.state === 'failed') throw new Error(`« ${story.title.fr} »: ${JSON.stringify(media.problem)}`);
    return media.state === 'ready' && media;
  });
  const inAYear = new Date(Date.now() + 365 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const consent = { uses: ['live', 'network', 'public'], until: `${inAYear}T00:00:00Z` };
  await coordinator.post(`/api/projects/${id}/consent`, consent);
  await coordinator.post(`/api/projects/${id}/review`, { decision: 'approve' });
  say(`« ${story.title.fr} » is ready (${media.duration.toFixed(0)} s)`);
}

async function gala(organizer, invited, projects) {
  const startsAt = new Date(Date.now() + 120_000).toISOString();
  const title = { fr: 'Gala des mini-technos', en: 'Mini-tech gala' };
  const made = await organizer.post('/api/galas', { title, startsAt, timeZone: 'America/Toronto' });
  for (const { id } of invited) await organizer.post(`/api/galas/${made.id}/schools`, { schoolId: id });
  const [first, second, third, fourth] = projects.map(({ id }) => ({ kind: 'video', projectId: id }));
  const pauseSlate = { kind: 'slate', title: { fr: 'À vos questions!', en: 'Your questions!' }, seconds: 20 };
  const thanks = { kind: 'slate', title: { fr: 'Merci à toutes les classes!', en: 'Thank you all!' }, seconds: 30 };
  const sessions = [first, second, pauseSlate, third, fourth, thanks];
  await organizer.put(`/api/galas/${made.id}/programme`, { sessions });
  for (const to of ['scheduled', 'lobby']) await organizer.post(`/api/galas/${made.id}/transitions`, { to });
  return { id: made.id, startsAt };
}

/** The gala goes live at its time; if it already did by itself, that is as good. */
async function goLive(organizer, { id, startsAt }) {
  await pause(Math.max(0, new Date(startsAt) - Date.now()));
  try {
    await organizer.post(`/api/galas/${id}/transitions`, { to: 'live' });
  } catch (problem) {
    if (!(problem instanceof Refused && problem.status === 409)) throw problem;
  }
  say('The gala is live.');
}

async function codes(galaId, invited) {
  const lines = [];
  for (const { name, coordinator, classrooms } of invited) {
    const classroom = classrooms[0];
    const { code } = await coordinator.post(`/api/classrooms/${classroom.id}/code`, { galaId });
    lines.push(`  class ${classroom.name} of ${name}: ${code}`);
  }
  return lines.join('\n');
}

async function main() {
  await until('the platform answers', 60, () =>
    fetch(new URL('/health/ready', address)).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const organizer = await new Api(address).signIn(GALA_ORGANIZER_EMAIL, GALA_ORGANIZER_PASSWORD);
  const invited = [];
  for (const each of schools) invited.push(await school(organizer, each));
  const projects = [];
  for (const [index, story] of stories.entries()) {
    projects.push(await project(invited[index % 2], story, index < 2 ? 0 : 1));
  }
  for (const each of projects) await ready(each);
  const opened = await gala(organizer, invited, projects);
  say(`A gala starts at ${new Date(opened.startsAt).toLocaleTimeString()}, in two minutes. Its doors are open:

Join at ${address}/join with a class code:
${await codes(opened.id, invited)}
then watch at ${address}/live/${opened.id}

Sign in at ${address}/sign-in
  organizer:   ${GALA_ORGANIZER_EMAIL}   ${GALA_ORGANIZER_PASSWORD}
  coordinator: ${invited[0].email}   ${GALA_DEMO_COORDINATOR_PASSWORD}
`);
  await goLive(organizer, opened);
}

await main().catch((problem) => {
  console.error(`[demo] ${problem.message}`);
  process.exitCode = 1;
});
