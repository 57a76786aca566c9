import schoolTexts from '../../../Pages/School/texts.json';
import { request } from '../common/api';
import { field, h, toast } from '../common/dom';
import { onSubmit } from '../common/forms';
import { tc, textsOf } from '../common/texts';
import type { Project } from './types';

const t = textsOf(schoolTexts);

/** The words of a project: a title that came from a file's name is corrected here. */
export function editForm(project: Project, changed: () => Promise<void>): HTMLElement {
  const form = h(
    'form',
    { class: 'form', novalidate: true },
    h('label', {}, t('projectTitle'), h('input', { name: 'title', maxlength: 200, required: true, value: project.title })),
    h('label', {}, t('projectDescription'), h('textarea', { name: 'description', maxlength: 4000 }, project.description)),
    h('label', {}, t('projectCredits'), h('input', { name: 'credits', maxlength: 1000, value: project.credits ?? '' })),
    h('div', { class: 'form-actions' }, h('button', { class: 'button small', type: 'submit' }, tc('save'))),
  );
  const box = h('details', { class: 'edit' }, h('summary', {}, t('editWords')), form);
  onSubmit(form, async () => {
    await request('PATCH', `/api/projects/${project.id}`, { title: field(form, 'title'), description: field(form, 'description'), credits: field(form, 'credits') });
    box.open = false;
    toast(t('wordsSaved'));
    await changed();
  });
  return box;
}
