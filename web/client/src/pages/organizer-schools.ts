import organizer from '../../../Pages/Organizer/texts.json';
import { all, post, words } from '../common/api';
import { staffOnly } from '../common/chrome';
import { $, field, fillWith, h, name, toast } from '../common/dom';
import { onSubmit } from '../common/forms';
import { textsOf } from '../common/texts';

type School = { id: string; name: string };

const t = textsOf(organizer);
const dialog = $<HTMLDialogElement>('#member-dialog');
const form = $<HTMLFormElement>('#new-member');
let chosen: School | null = null;

async function show(): Promise<void> {
  const schools = await all<School>('/api/schools');
  fillWith($('#schools'), ...(schools.length === 0 ? [h('li', { class: 'empty' }, t('noSchools'))] : schools.map(row)));
}

const row = (school: School): HTMLElement =>
  h(
    'li',
    {},
    h('b', { class: 'grow' }, name(school.name)),
    h('button', { class: 'button quiet small', type: 'button', onclick: () => ask(school) }, t('addMember')),
    h('a', { class: 'button quiet small', href: `/school/${school.id}` }, t('openSchool')),
  );

function ask(school: School): void {
  chosen = school;
  form.reset();
  fillWith($('#member-school'), name(school.name));
  dialog.showModal();
}

dialog.querySelector('[data-act=close]')!.addEventListener('click', () => dialog.close());

onSubmit(form, async () => {
  const [email, role, password] = [field(form, 'email'), field(form, 'role'), field(form, 'password')];
  await post(`/api/schools/${chosen!.id}/members`, { email, role, ...(password && { password }) });
  dialog.close();
  toast(t('memberDone', email));
});

onSubmit($<HTMLFormElement>('#new-school'), async (school) => {
  await post('/api/schools', { name: field(school, 'name') });
  school.reset();
  await show();
});

async function begin(): Promise<void> {
  if (await staffOnly()) {
    await show();
  }
}

begin().catch((error) => toast(words(error), 'bad'));
