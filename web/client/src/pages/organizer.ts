import organizer from '../../../Pages/Organizer/texts.json';
import { all, post, words } from '../common/api';
import { staffOnly } from '../common/chrome';
import { $, fillWith, h, name, toast } from '../common/dom';
import { onSubmit } from '../common/forms';
import { stateChip } from '../common/gala';
import { lang, local, textsOf } from '../common/texts';
import { longTime, toWall } from '../common/time';
import type { Gala } from '../live/types';
import { readDetails } from '../organizer/details';

const t = textsOf(organizer);
const form = $<HTMLFormElement>('#new-gala');

async function show(): Promise<void> {
  const galas = await all<Gala>('/api/galas');
  const rank = (gala: Gala) => ['live', 'lobby', 'scheduled', 'draft', 'ended', 'archived', 'cancelled'].indexOf(gala.state);
  galas.sort((a, b) => rank(a) - rank(b) || a.startsAt.localeCompare(b.startsAt));
  fillWith($('#galas'), ...(galas.length === 0 ? [h('li', { class: 'empty' }, t('noGalas'))] : galas.map(card)));
}

const card = (gala: Gala): HTMLElement =>
  h(
    'li',
    { class: 'card gala-card' },
    stateChip(gala.state),
    h('h2', {}, name(local(gala.title))),
    h('p', { class: 'when' }, h('time', { datetime: gala.startsAt }, longTime(gala.startsAt, gala.timeZone))),
    h('a', { class: 'button', href: `/organizer/galas/${gala.id}` }, t('prepare')),
  );

onSubmit(form, async () => {
  const gala = await post<Gala>('/api/galas', readDetails(form, lang));
  location.assign(`/organizer/galas/${gala.id}`);
});

async function begin(): Promise<void> {
  if (await staffOnly()) {
    const zone = 'America/Toronto';
    form.querySelector<HTMLInputElement>('[name=startsAt]')!.min = toWall(new Date(), zone);
    await show();
  }
}

begin().catch((error) => toast(words(error), 'bad'));
