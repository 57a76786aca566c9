import common from '../../../Pages/Common/texts.json';
import live from '../../../Pages/Live/texts.json';
import { get, Problem } from '../common/api';
import { $, fillWith, h } from '../common/dom';
import { counted, local, textsOf } from '../common/texts';
import { ChatView } from '../live/chat-view';
import { ServerClock } from '../live/clock';
import { LivePlayer } from '../live/player';
import { Reactions } from '../live/reactions';
import { Room, type LinkState } from '../live/room';
import { SayForm } from '../live/say-form';
import { StageView } from '../live/stage-view';
import { DELAY } from '../live/sync';
import type { Entry, Gala, Joined, Presence, Programme } from '../live/types';

const t = textsOf(live);
const tc = textsOf(common);
const id = $('#show').dataset.gala!;
const video = $<HTMLVideoElement>('#video');
const clock = new ServerClock();
const stage = new StageView();
let gala: Gala | null = null;
let programme: Programme | null = null;
let mine: string | null = null;
let address: string | null = null;
let room: Room | null = null;

const chat = new ChatView(() => mine);
const say = new SayForm(() => room);
const reactions = new Reactions((kind) => room?.react(kind));
const player = new LivePlayer(video, clock, {
  soundBlocked: () => ($('#sound').hidden = false),
  playing: () => pictureIs(true),
  trouble: () => pictureIs(false),
  addressEnded: () => openSoon(2000),
});

let pictureSeen = false;
function pictureIs(good: boolean): void {
  if (good) {
    pictureSeen = true;
    stage.picture(true);
  }
  const status = $('#picture-status');
  status.hidden = good || !pictureSeen || !address || gala?.state === 'ended';
  status.textContent = t('pictureLost');
}

/** Between one ask and the next there is always a random part: a thousand screens learn of a cue at the same moment. */
function soon(act: () => Promise<unknown>, within: number): void {
  setTimeout(() => void act().catch(() => undefined), Math.random() * within);
}

async function readGala(): Promise<void> {
  gala = await get<Gala>(`/api/galas/${id}`);
  $('#gala-title').textContent = local(gala.title);
  document.title = `${local(gala.title)} · GalaPlatform`;
  const chip = $('#state');
  chip.hidden = false;
  chip.className = `chip ${gala.state}`;
  chip.textContent = tc(`state.${gala.state}`);
}

async function readProgramme(): Promise<void> {
  const asked = Date.now();
  programme = await get<Programme>(`/api/galas/${id}/programme`);
  clock.note(programme.now, asked);
}

let opening = 0;
function openSoon(within: number): void {
  window.clearTimeout(opening);
  opening = window.setTimeout(() => void openPicture().catch(() => openSoon(5000)), 200 + Math.random() * within);
}

async function openPicture(): Promise<void> {
  if (gala?.state !== 'lobby' && gala?.state !== 'live') {
    return;
  }
  const playback = await get<{ hls: string | null; poster?: string | null }>(`/api/galas/${id}/playback`);
  if (!playback.hls) {
    openSoon(4000);
    return;
  }
  address = playback.hls;
  player.open(address);
}

async function refresh(): Promise<void> {
  const before = gala?.state;
  await Promise.all([readGala(), readProgramme()]);
  if (before !== gala?.state) {
    if (!address) {
      openSoon(500);
    } else if (gala?.state === 'ended') {
      setTimeout(() => player.close(), (DELAY + 2) * 1000);
    }
  }
}

function onJoined(answer: Joined): void {
  const you = answer.you;
  if (you) {
    mine = you.seat ?? null;
    say.sign(you);
  }
  if (answer.settings) {
    say.settle(answer.settings);
  }
  if (answer.presence) {
    onPresence(answer.presence);
  }
}

function onEntries(entries: Entry[], isLive: boolean): void {
  chat.show(entries, isLive);
  for (const entry of entries) {
    if (entry.k === 'settings' && isLive) {
      say.settle(entry.d as { open: boolean; slowSeconds: number });
    }
  }
  if (isLive && entries.some((entry) => entry.k === 'cue' || entry.k === 'settings' || entry.k === 'state')) {
    soon(refresh, 1500);
  }
}

function onPresence(presence: Presence): void {
  const line = $('#presence');
  line.hidden = false;
  line.textContent = `${t(counted('screens', presence.seats), presence.seats)} · ${t(counted('people', presence.people), presence.people)}`;
}

function onLink(state: LinkState): void {
  const line = $('#link-state');
  line.className = `link-state ${state}`;
  line.textContent = state === 'connecting' ? t('connecting') : state === 'lost' ? t('reconnecting') : '';
  if (state === 'refused') {
    atTheDoor();
  }
}

function atTheDoor(): void {
  fillWith($('#slate'), h('p', { class: 'slate-title' }, t('needSeat')), h('p', {}, h('a', { class: 'button big', href: '/join' }, t('goJoin'))));
  $('#slate').hidden = false;
  window.clearInterval(drawing);
}

let drawing = 0;
async function begin(): Promise<void> {
  try {
    await readGala();
    await readProgramme();
  } catch (error) {
    if (error instanceof Problem && [401, 403, 404].includes(error.status)) {
      atTheDoor();
      return;
    }
    setTimeout(() => void begin(), 2000 + Math.random() * 3000);
    return;
  }
  drawing = window.setInterval(() => {
    if (gala) {
      const now = clock.now();
      const instant = player.instant;
      stage.draw(gala, programme, instant ?? now - DELAY * 1000, now);
      // How far this screen is behind the server, for whoever asks why two classes differ.
      $('#stage').dataset.lag = instant === null ? '' : ((now - instant) / 1000).toFixed(2);
    }
  }, 250);
  room = new Room(id, clock, {
    link: onLink,
    joined: onJoined,
    reset: () => chat.clear(),
    entries: onEntries,
    reactions: (counts) => reactions.show(counts),
    presence: onPresence,
    settings: (settings) => say.settle(settings),
    pending: (pending) => chat.showPending(pending),
    verdict: (verdict) => say.judge(verdict),
  });
  void room.open();
  openSoon(0);
  keepUp();
}

/** Even if a word from the room is lost, the page is right again within seconds. */
function keepUp(): void {
  const before = gala?.state !== 'live';
  setTimeout(
    () => void refresh().catch(() => undefined).then(keepUp),
    (before ? 6000 : 20_000) + Math.random() * (before ? 4000 : 10_000),
  );
}

function drawMute(): void {
  const button = $('#mute');
  const words = video.muted ? t('unmute') : t('mute');
  button.setAttribute('aria-pressed', String(video.muted));
  button.setAttribute('aria-label', words);
  button.title = words;
  button.querySelector('use')!.setAttribute('href', `/assets/icons.svg#${video.muted ? 'silent' : 'sound'}`);
}

$('#sound').addEventListener('click', () => {
  video.muted = false;
  $('#sound').hidden = true;
  void player.start();
});
$('#mute').addEventListener('click', () => {
  video.muted = !video.muted;
  $('#sound').hidden = true;
});
video.addEventListener('volumechange', drawMute);
$('#big-screen').addEventListener('click', () => {
  void (document.fullscreenElement ? document.exitFullscreen() : $('#stage').requestFullscreen()).catch(() => undefined);
});
window.addEventListener('pagehide', () => void room?.close());
void begin();
