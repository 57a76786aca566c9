import schoolTexts from '../../../Pages/School/texts.json';
import { all, get, post, words } from '../common/api';
import { staffOnly } from '../common/chrome';
import { spelled } from '../common/code';
import { $, field, fillWith, h, name, toast } from '../common/dom';
import { during, onSubmit } from '../common/forms';
import { stateChip } from '../common/gala';
import { counted, local, locale, textsOf } from '../common/texts';
import { longTime } from '../common/time';
import type { Gala } from '../live/types';
import { announce } from '../school/announce';
import { takeFiles } from '../school/drop-zone';
import { titleOf, troubleOf, type Room } from '../school/files';
import { ProjectCard } from '../school/project-card';
import { Turns } from '../school/turns';
import type { Classroom, Project, School } from '../school/types';
import { size } from '../school/upload';
import { closeButtons } from '../school/watch';

const t = textsOf(schoolTexts);
const { school: id, join } = $('#school').dataset as { school: string; join: string };
const path = `/api/schools/${id}`;
const cards = new Map<string, ProjectCard>();
// Two at once keep a line busy while one of them waits for an answer; more would only share it.
const turns = new Turns(2);
let classrooms: Classroom[] = [];
let room: Room | null = null;

async function showSchool(): Promise<void> {
  const school = await get<School>(path);
  $('#school-name').textContent = school.name;
  document.title = `${school.name} · GalaPlatform`;
  room = school.storage;
  const { usedBytes, allowedBytes, maxFileBytes } = room;
  $('#room').textContent = t('room', size(maxFileBytes, locale), size(usedBytes, locale), size(allowedBytes, locale));
}

async function showClassrooms(): Promise<void> {
  classrooms = await all<Classroom>(`${path}/classrooms`);
  fillWith($('#classrooms'), ...(classrooms.length === 0 ? [h('li', { class: 'empty' }, t('noClassrooms'))] : classrooms.map(classroomRow)));
  fillWith($('#hand-in select'), ...classrooms.map((one) => h('option', { value: one.id }, one.name)));
  $<HTMLDetailsElement>('#add-classroom').open = classrooms.length === 0;
}

const classroomRow = (classroom: Classroom): HTMLElement =>
  h(
    'li',
    {},
    h('span', { class: 'grow' }, h('b', {}, name(classroom.name)), h('br'), h('small', { class: 'muted' }, t(counted('pupils', classroom.headcount), classroom.headcount))),
    h('button', { class: 'button small', type: 'button', onclick: (event: MouseEvent) => void during(event.currentTarget as HTMLButtonElement, () => showCode(classroom), (trouble) => toast(trouble, 'bad')) }, t('showCode')),
  );

async function showCode(classroom: Classroom): Promise<void> {
  const { code, expiresAt } = await post<{ code: string; expiresAt: string }>(`/api/classrooms/${classroom.id}/code`);
  $('#code-title').textContent = t('codeTitle', classroom.name);
  $('#code-steps').textContent = t('codeSteps', join);
  $('#code').textContent = spelled(code);
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(expiresAt));
  $('#code-until').textContent = t('codeUntil', until);
  $<HTMLDialogElement>('#code-dialog').showModal();
}

// The newest first: what was just handed in stands below where it was handed in.
async function showProjects(): Promise<void> {
  const projects = (await all<Project>(`${path}/projects`)).reverse();
  for (const project of projects) {
    const card = cards.get(project.id);
    if (card) {
      card.show(project);
    } else {
      cards.set(project.id, new ProjectCard(project, { turns, room: () => room, changed }));
    }
  }
  const list = $('#projects');
  const wanted = projects.map((project) => cards.get(project.id)!.element);
  if (wanted.length === 0) {
    fillWith(list, h('li', { class: 'empty' }, t('noProjects')));
  } else if (wanted.length !== list.childElementCount || wanted.some((element, place) => list.children[place] !== element)) {
    list.replaceChildren(...wanted);
  }
}

async function changed(): Promise<void> {
  await Promise.all([showProjects(), showSchool()]);
}

async function showGalas(): Promise<void> {
  const galas = (await all<Gala>('/api/galas')).filter((gala) => {
    const invited = (gala.schools ?? []).map((school) => (typeof school === 'string' ? school : school.id));
    return invited.includes(id) && gala.state !== 'archived' && gala.state !== 'cancelled';
  });
  fillWith($('#galas'), ...(galas.length === 0 ? [h('li', { class: 'muted' }, t('noGalas'))] : galas.map(galaRow)));
}

const galaRow = (gala: Gala): HTMLElement =>
  h(
    'li',
    {},
    h('span', { class: 'grow' }, h('b', {}, name(local(gala.title))), h('br'), h('small', { class: 'muted' }, longTime(gala.startsAt, gala.timeZone))),
    stateChip(gala.state),
    gala.state === 'lobby' || gala.state === 'live' ? h('a', { class: 'button small', href: `/live/${gala.id}` }, t('enterGala')) : null,
  );

/** Looks after videos that are on their way, each by itself, until none is. */
async function follow(): Promise<void> {
  const moving = [...cards.values()].filter((card) => card.moving);
  await Promise.all(moving.map((card) => card.reread().catch(() => undefined)));
  setTimeout(() => void follow(), moving.length > 0 ? 2000 : 4000);
}

onSubmit($<HTMLFormElement>('#new-classroom'), async (form) => {
  await post(`${path}/classrooms`, { name: field(form, 'name'), headcount: Number(field(form, 'headcount')) });
  form.reset();
  await showClassrooms();
});

/** Each file becomes a project, unless it is one whose sending was broken off: then it goes on. */
async function handIn(files: File[]): Promise<void> {
  const troubles: string[] = [];
  let taken = 0;
  for (const file of files) {
    const broken = [...cards.values()].find((card) => card.isBroken(file));
    const trouble = broken ? null : troubleOf(file, room);
    if (trouble) {
      troubles.push(`${file.name} : ${t(trouble)}`);
    } else {
      (broken ?? (await newProject(file))).send(file);
      taken++;
    }
  }
  fillWith($('#hand-in-trouble'), ...troubles.map((text) => h('p', { class: 'notice bad' }, text)));
  if (taken > 0) {
    announce(t(counted('taken', taken), taken));
  }
}

async function newProject(file: File): Promise<ProjectCard> {
  const classroomId = $<HTMLSelectElement>('#hand-in select').value;
  const project = await post<Project>(`${path}/projects`, { classroomId, title: titleOf(file.name) });
  await showProjects();
  return cards.get(project.id)!;
}

takeFiles($('#drop'), (files) => {
  if (classrooms.length === 0) {
    toast(t('needClassroom'), 'bad');
  } else if (files.length > 0) {
    void handIn(files).catch((error) => toast(words(error), 'bad'));
  }
});

addEventListener('beforeunload', (event) => {
  if ([...cards.values()].some((card) => card.sending?.active)) {
    event.preventDefault();
  }
});

// A line that is back is worth an attempt at once.
addEventListener('online', () => {
  for (const { sending } of cards.values()) {
    if (sending?.state === 'stopped') {
      sending.start();
    }
  }
});

async function begin(): Promise<void> {
  closeButtons();
  if (!(await staffOnly())) {
    return;
  }
  await showSchool();
  await Promise.all([showClassrooms(), showProjects(), showGalas()]);
  void follow();
}

begin().catch((error) => toast(words(error), 'bad'));
