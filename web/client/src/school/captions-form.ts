import schoolTexts from '../../../Pages/School/texts.json';
import { Problem, request, sendText } from '../common/api';
import { field, h, name, toast } from '../common/dom';
import { during, onSubmit } from '../common/forms';
import { locale, textsOf } from '../common/texts';
import type { Project } from './types';

const t = textsOf(schoolTexts);
const OFFERED = ['fr', 'en', 'es', 'ar', 'pt', 'iu'];
const languages = new Intl.DisplayNames([locale], { type: 'language' });

/** The captions of a project: a file for each language. */
export function captionsForm(project: Project, changed: () => Promise<void>): HTMLElement {
  const path = (lang: string) => `/api/projects/${project.id}/captions/${lang}`;
  const box = h('details', { class: 'captions' }, h('summary', {}, project.captions?.length ? t('captionsIn', project.captions.join(', ')) : t('captions')));
  const remove = (lang: string) =>
    h('button', { class: 'button small quiet danger', type: 'button', 'aria-label': t('removeCaptions', languages.of(lang) ?? lang), onclick: (event: MouseEvent) => void during(event.currentTarget as HTMLButtonElement, async () => {
      await request('DELETE', path(lang));
      await finish(box, t('captionsRemoved'), changed);
    }, (trouble) => toast(trouble, 'bad')) }, t('remove'));
  const form = h(
    'form',
    { class: 'form two', novalidate: true },
    h('label', {}, t('captionsLanguage'), h('select', { name: 'lang' }, ...OFFERED.map((lang) => h('option', { value: lang }, languages.of(lang) ?? lang)))),
    h('label', {}, t('captionsFile'), h('input', { type: 'file', name: 'file', accept: '.vtt,.srt,text/vtt' })),
    h('div', { class: 'form-actions' }, h('button', { class: 'button small', type: 'submit' }, t('sendCaptions'))),
  );
  onSubmit(form, async () => {
    const file = (form.elements.namedItem('file') as HTMLInputElement).files?.[0];
    if (!file) {
      throw new Problem(400, 'required', t('needCaptions'), ['file']);
    }
    await sendText('PUT', path(field(form, 'lang')), file, typeOf(file.name));
    await finish(box, t('captionsSent'), changed);
  });
  const kept = (project.captions ?? []).map((lang) => h('li', {}, name(languages.of(lang) ?? lang, { class: 'grow' }), remove(lang)));
  box.append(h('p', { class: 'muted' }, t('captionsLead')), ...(kept.length > 0 ? [h('ul', { class: 'rows' }, ...kept)] : []), form);
  return box;
}

async function finish(box: HTMLDetailsElement, words: string, changed: () => Promise<void>): Promise<void> {
  box.open = false;
  toast(words);
  await changed();
}

/** Browsers know no type for SubRip: the name tells. */
export const typeOf = (fileName: string): string => (/\.srt$/i.test(fileName) ? 'application/x-subrip' : 'text/vtt');
