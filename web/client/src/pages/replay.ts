import live from '../../../Pages/Live/texts.json';
import { all, get, words } from '../common/api';
import { dress } from '../common/chrome';
import { $, fillWith, h, name } from '../common/dom';
import { local, textsOf } from '../common/texts';
import { length, longTime } from '../common/time';
import { signature } from '../live/chat-view';
import type { Entry, Gala, Programme, Session } from '../live/types';
import { play, type Playback } from '../school/watch';

const t = textsOf(live);
const id = $('#replay').dataset.gala!;
let stop = (): void => undefined;

async function begin(): Promise<void> {
  void dress();
  const gala = await get<Gala>(`/api/galas/${id}`);
  $('#gala-title').textContent = local(gala.title);
  $('#gala-when').textContent = longTime(gala.startsAt, gala.timeZone);
  if (gala.state !== 'ended' && gala.state !== 'archived') {
    const door = gala.state === 'live' || gala.state === 'lobby' ? h('a', { href: `/live/${id}` }, t('goLive')) : null;
    note(h('span', {}, t('replayNotYet'), ' ', door));
    return;
  }
  const programme = await get<Programme>(`/api/galas/${id}/programme`);
  $('#replay-lead').hidden = false;
  fillWith($('#sessions'), ...programme.sessions.filter((one) => one.kind === 'video').map(card));
  await showChat();
}

const card = (session: Session): HTMLElement =>
  h(
    'li',
    { class: 'card' },
    h('button', { class: 'thumb', type: 'button', 'aria-label': local(session.title), onclick: () => void show(session) }, h('span', { class: 'play' }), h('span', { class: 'length' }, length(session.seconds))),
    h('h3', {}, name(local(session.title))),
  );

async function show(session: Session): Promise<void> {
  stop();
  try {
    const playback = await get<Playback>(`/api/projects/${session.projectId}/playback`);
    const video = h('video', { controls: true, playsinline: true, 'aria-label': local(session.title), poster: playback.poster ?? null });
    $('#player').replaceChildren(video);
    stop = play(video, playback.hls);
    video.scrollIntoView({ block: 'center' });
  } catch (error) {
    note(words(error));
  }
}

async function showChat(): Promise<void> {
  const entries = await all<Entry>(`/api/galas/${id}/entries`).catch(() => [] as Entry[]);
  const said = entries.filter((entry) => entry.k === 'message');
  $('#replay-chat').hidden = said.length === 0;
  fillWith(
    $('#entries'),
    ...said.map((entry) => h('li', { class: 'message' }, h('p', { class: 'meta' }, ...signature(entry.f)), h('p', { class: 'words', dir: 'auto' }, String(entry.d.text ?? '')))),
  );
}

function note(content: string | Node): void {
  const line = $('#replay-note');
  line.hidden = false;
  fillWith(line, content);
}

begin().catch((error) => note(words(error)));
