import schoolTexts from '../../../Pages/School/texts.json';
import { get, words } from '../common/api';
import { dress } from '../common/chrome';
import { $, fillWith, h, name } from '../common/dom';
import { textsOf } from '../common/texts';
import { length } from '../common/time';
import { closeButtons, watch, type Playback } from '../school/watch';

type Item = Playback & { projectId: string; title: string; classroom?: string | { name: string } | null; duration: number };
type Playlist = { school: string | { name: string }; items: Item[] };

const t = textsOf(schoolTexts);
const nameOf = (thing: string | { name: string } | null | undefined): string => (typeof thing === 'string' ? thing : (thing?.name ?? ''));

async function begin(): Promise<void> {
  closeButtons();
  void dress();
  const playlist = await get<Playlist>(`/api/schools/${$('#playlist').dataset.school}/playlist`);
  fillWith($('#school-name'), name(nameOf(playlist.school)));
  document.title = `${nameOf(playlist.school)} · GalaPlatform`;
  fillWith($('#items'), ...(playlist.items.length === 0 ? [h('li', { class: 'empty' }, t('playlistEmpty'))] : playlist.items.map(card)));
}

const card = (item: Item): HTMLElement =>
  h(
    'li',
    { class: 'card' },
    h(
      'button',
      { class: 'thumb', type: 'button', 'aria-label': t('watch', item.title), onclick: () => watch(item.title, item) },
      item.poster ? h('img', { src: item.poster, alt: '', loading: 'lazy' }) : null,
      h('span', { class: 'play' }),
      h('span', { class: 'length' }, length(item.duration)),
    ),
    h('h3', {}, name(item.title)),
    item.classroom ? h('p', { class: 'muted' }, name(nameOf(item.classroom))) : null,
  );

begin().catch((error) => fillWith($('#items'), h('li', { class: 'notice bad' }, words(error))));
