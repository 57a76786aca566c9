import organizer from '../../../Pages/Organizer/texts.json';
import { all, get, post, request, words } from '../common/api';
import { staffOnly } from '../common/chrome';
import { $, field, fillWith, h, name, toast } from '../common/dom';
import { onSubmit } from '../common/forms';
import { dressChip } from '../common/gala';
import { counted, lang, local, textsOf } from '../common/texts';
import { longTime, toWall } from '../common/time';
import { signature } from '../live/chat-view';
import { ServerClock } from '../live/clock';
import { LivePlayer } from '../live/player';
import { Room } from '../live/room';
import type { Entry, Gala, Presence, Settings } from '../live/types';
import { Control } from '../organizer/control';
import { readDetails } from '../organizer/details';
import { Pace } from '../organizer/pace';
import { ProgrammeEditor } from '../organizer/programme';

type School = { id: string; name: string };

const t = textsOf(organizer);
const id = $('#gala').dataset.gala!;
const path = `/api/galas/${id}`;
const clock = new ServerClock();
const video = $<HTMLVideoElement>('#preview');
let gala: Gala & { moderators?: unknown[] };
let etag: string | null = null;
let schools: School[] = [];
let invitedKey = '';
let previewing = false;

const control = new Control(id, clock, refresh);
const programme = new ProgrammeEditor(id, (session) => void control.cue('jump', session.id).catch((error) => control.trouble(words(error))));
const pace = new Pace(id, (text) => control.trouble(text));
const player = new LivePlayer(video, clock, {
  soundBlocked: () => undefined,
  playing: () => ($('#preview-note').hidden = true),
  trouble: () => undefined,
  addressEnded: () => (previewing = false),
});

const invitedIds = (): string[] => (gala.schools ?? []).map((school) => (typeof school === 'string' ? school : school.id));

async function refresh(): Promise<void> {
  const answer = await request<typeof gala>('GET', path);
  gala = answer.body;
  etag = answer.etag;
  programme.show(gala);
  const asked = Date.now();
  const read = await programme.read();
  clock.note(read.now, asked);
  control.show(gala, read);
  pace.allow(gala.state === 'lobby' || gala.state === 'live');
  showHead();
  await showInvited();
  await preview();
}

function showHead(): void {
  $('#gala-title').textContent = local(gala.title);
  document.title = `${local(gala.title)} · GalaPlatform`;
  $('#gala-when').textContent = longTime(gala.startsAt, gala.timeZone);
  dressChip($('#state'), gala.state);
  const count = gala.moderators?.length ?? 0;
  $('#moderators').textContent = t(counted('moderatorCount', count), count);
}

function fillDetails(): void {
  const form = $<HTMLFormElement>('#details');
  const set = (field: string, value: string | null | undefined) => {
    (form.elements.namedItem(field) as HTMLInputElement).value = value ?? '';
  };
  const title = typeof gala.title === 'string' ? { fr: gala.title, en: '' } : (gala.title ?? {});
  set('titleFr', title.fr);
  set('titleEn', title.en);
  set('startsAt', toWall(new Date(gala.startsAt), gala.timeZone));
  set('timeZone', gala.timeZone);
  set('description', local(gala.description));
}

async function showInvited(): Promise<void> {
  const invited = invitedIds();
  const key = `${invited.join()} ${schools.length}`;
  if (key === invitedKey) {
    return;
  }
  invitedKey = key;
  const nameOf = (school: string) => schools.find((one) => one.id === school)?.name ?? school;
  fillWith(
    $('#invited'),
    ...(invited.length === 0 ? [h('li', { class: 'empty' }, t('nobodyInvited'))] : invited.map((school) => h('li', {}, h('b', { class: 'grow' }, name(nameOf(school)))))),
  );
  const others = schools.filter((school) => !invited.includes(school.id));
  fillWith($('#invite select'), ...others.map((school) => h('option', { value: school.id }, school.name)));
  $('#invite').hidden = others.length === 0;
  await programme.readProjects(invited.map((school) => ({ id: school, name: nameOf(school) })));
}

async function preview(): Promise<void> {
  const open = gala.state === 'lobby' || gala.state === 'live';
  if (open && !previewing) {
    previewing = true;
    const { hls } = await get<{ hls: string | null }>(`${path}/playback`).catch(() => ({ hls: null }));
    previewing = hls !== null;
    if (hls) {
      player.open(hls);
    }
  } else if (!open && previewing) {
    previewing = false;
    player.close();
    $('#preview-note').hidden = false;
  }
}

function showEntries(entries: Entry[], isLive: boolean): void {
  const tail = $('#tail');
  const said = entries.filter((entry) => entry.k === 'message');
  if (said.length > 0) {
    tail.querySelector('.muted:only-child')?.remove();
    tail.append(...said.map((entry) => h('li', {}, ...signature(entry.f), ' ', h('span', { dir: 'auto' }, String(entry.d.text ?? '')))));
    while (tail.childElementCount > 50) {
      tail.firstElementChild!.remove();
    }
    tail.scrollTop = tail.scrollHeight;
  }
  const settings = entries.findLast((entry) => entry.k === 'settings');
  if (settings && isLive) {
    pace.show(settings.d as Settings);
  }
  if (isLive && said.length < entries.length) {
    void refresh().catch(() => undefined);
  }
}

function showPresence(presence: Presence): void {
  $('#watching').textContent = t('watching', presence.seats, presence.people);
}

function openRoom(): void {
  const room = new Room(id, clock, {
    link: () => undefined,
    joined: (answer) => {
      if (answer.presence) {
        showPresence(answer.presence);
      }
      if (answer.settings) {
        pace.show(answer.settings);
      }
    },
    reset: () => undefined,
    entries: showEntries,
    reactions: () => undefined,
    presence: showPresence,
    settings: () => undefined,
    pending: () => undefined,
    verdict: () => undefined,
  });
  void room.open();
}

onSubmit($<HTMLFormElement>('#invite'), async (form) => {
  await post(`${path}/schools`, { schoolId: field(form, 'schoolId') });
  toast(t('invitedDone'));
  await refresh();
});

onSubmit($<HTMLFormElement>('#new-moderator'), async (form) => {
  const password = field(form, 'password');
  await post(`${path}/moderators`, { email: field(form, 'email'), ...(password && { password }) });
  form.reset();
  toast(t('moderatorDone'));
  await refresh();
});

onSubmit($<HTMLFormElement>('#details'), async (form) => {
  await request('PATCH', path, readDetails(form, lang), { ifMatch: etag });
  toast(t('programmeSaved'));
  await refresh();
});

async function begin(): Promise<void> {
  if (!(await staffOnly())) {
    return;
  }
  schools = await all<School>('/api/schools');
  await refresh();
  fillDetails();
  openRoom();
  setInterval(() => void refresh().catch(() => undefined), 5000);
}

begin().catch((error) => toast(words(error), 'bad'));
