import schoolTexts from '../../../Pages/School/texts.json';
import { post, request } from '../common/api';
import { field, h, toast } from '../common/dom';
import { onSubmit } from '../common/forms';
import { textsOf } from '../common/texts';
import type { Project, Use } from './types';

const t = textsOf(schoolTexts);
const USES: Use[] = ['live', 'network', 'public'];

/** The school's attestation, use by use, with its end. */
export function consentForm(project: Project, changed: () => Promise<void>): HTMLElement {
  const given = project.consent;
  const until = given?.until ? given.until.slice(0, 10) : endOfSchoolYear(new Date());
  const box = h('details', { class: 'consent' }, h('summary', {}, t('consent')));
  const withdraw = h('button', { class: 'button small quiet danger', type: 'button', hidden: !given }, t('withdraw'));
  const form = h(
    'form',
    { class: 'form', novalidate: true },
    h('p', { class: 'muted' }, t('consentLead')),
    h('div', {}, ...USES.map((use) => h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'uses', value: use, checked: given ? given.uses.includes(use) : use !== 'public' }), h('span', {}, t(`use.${use}`))))),
    h('label', {}, t('consentUntil'), h('input', { type: 'date', name: 'until', value: until, required: true })),
    h('div', { class: 'form-actions' }, h('button', { class: 'button small', type: 'submit' }, t('attest')), withdraw),
  );
  onSubmit(form, async () => {
    const uses = new FormData(form).getAll('uses');
    const end = field(form, 'until');
    await post(`/api/projects/${project.id}/consent`, { uses, until: end ? new Date(`${end}T23:59:59`).toISOString() : '' });
    await finish(box, t('attested'), changed);
  });
  withdraw.addEventListener('click', async () => {
    await request('DELETE', `/api/projects/${project.id}/consent`);
    await finish(box, t('withdrawn'), changed);
  });
  box.append(form);
  return box;
}

async function finish(box: HTMLDetailsElement, words: string, changed: () => Promise<void>): Promise<void> {
  box.open = false;
  toast(words);
  await changed();
}

/** A consent lasts to the end of the school year unless the school says otherwise: the next 30 June. */
export function endOfSchoolYear(now: Date): string {
  const year = now.getMonth() < 6 ? now.getFullYear() : now.getFullYear() + 1;
  return `${year}-06-30`;
}
