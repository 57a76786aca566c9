import schoolTexts from '../../../Pages/School/texts.json';
import { all, post, Problem, words } from '../common/api';
import { staffOnly } from '../common/chrome';
import { spelled } from '../common/code';
import { $, field, fillWith, h, name, toast } from '../common/dom';
import { during, onSubmit } from '../common/forms';
import { stateChip } from '../common/gala';
import { counted, local, locale, textsOf } from '../common/texts';
import { longTime } from '../common/time';
import type { Gala } from '../live/types';
import { ProjectCard, reread } from '../school/project-card';
import type { Classroom, Project, School } from '../school/types';
import { closeButtons } from '../school/watch';

const t = textsOf(schoolTexts);
const { school: id, join } = $('#school').dataset as { school: string; join: string };
const path = `/api/schools/${id}`;
const cards = new Map<string, ProjectCard>();
let classrooms: Classroom[] = [];

async function showSchool(): Promise<void> {
  const schools = await all<School>('/api/schools');
  const school = schools.find((one) => one.id === id);
  if (!school) {
    throw new Problem(404, 'not-found', t('none'));
  }
  $('#school-name').textContent = school.name;
  document.title = `${school.name} · GalaPlatform`;
}

async function showClassrooms(): Promise<void> {
  classrooms = await all<Classroom>(`${path}/classrooms`);
  fillWith($('#classrooms'), ...(classrooms.length === 0 ? [h('li', { class: 'empty' }, t('noClassrooms'))] : classrooms.map(classroomRow)));
  fillWith($('#new-project select'), ...classrooms.map((one) => h('option', { value: one.id }, one.name)));
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

async function showProjects(): Promise<void> {
  const projects = await all<Project>(`${path}/projects`);
  for (const project of projects) {
    const card = cards.get(project.id);
    if (card) {
      card.show(project);
    } else {
      cards.set(project.id, new ProjectCard(project, showProjects));
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
  await Promise.all(moving.map((card) => reread(card).catch(() => undefined)));
  setTimeout(() => void follow(), moving.length > 0 ? 2000 : 4000);
}

onSubmit($<HTMLFormElement>('#new-classroom'), async (form) => {
  await post(`${path}/classrooms`, { name: field(form, 'name'), headcount: Number(field(form, 'headcount')) });
  form.reset();
  await showClassrooms();
});

onSubmit($<HTMLFormElement>('#new-project'), async (form) => {
  const file = (form.elements.namedItem('file') as HTMLInputElement).files?.[0];
  if (!field(form, 'classroomId')) {
    throw new Problem(400, 'required', t('needClassroom'), ['classroomId']);
  }
  if (!file) {
    throw new Problem(400, 'required', t('needFile'), ['file']);
  }
  if (file.size === 0) {
    throw new Problem(400, 'required', t('emptyFile'), ['file']);
  }
  const optional = (key: string) => (field(form, key) ? { [key]: field(form, key) } : {});
  const body = { classroomId: field(form, 'classroomId'), title: field(form, 'title'), ...optional('description'), ...optional('credits') };
  const project = await post<Project>(`${path}/projects`, body);
  form.reset();
  await showProjects();
  cards.get(project.id)?.send(file);
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
