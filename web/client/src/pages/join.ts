import live from '../../../Pages/Live/texts.json';
import { post, Problem, request } from '../common/api';
import { dress } from '../common/chrome';
import { carried, normalizeCode } from '../common/code';
import { $, field, fillWith, h, name } from '../common/dom';
import { onSubmit } from '../common/forms';
import { local, textsOf } from '../common/texts';
import { longTime } from '../common/time';
import type { Gala } from '../live/types';

type JoinAnswer = { seat: { name: string; classroom: string; school: string }; galas: Gala[] };

const t = textsOf(live);
const form = $<HTMLFormElement>('#join');
const names = $<HTMLFieldSetElement>('#names');
const input = $<HTMLInputElement>('input[name=code]');
let typed: { code: string; kind: string; nickname?: string } | null = null;

function offerNames(): void {
  const every = names.dataset.names!.split('|');
  const offered = new Set<string>();
  while (offered.size < 8) {
    offered.add(every[Math.floor(Math.random() * every.length)]!);
  }
  fillWith(
    $('#name-chips'),
    ...[...offered].map((one, place) =>
      h('label', { class: 'name-chip' }, h('input', { type: 'radio', name: 'nickname', value: one, checked: place === 0 }), h('span', {}, one)),
    ),
  );
}

form.addEventListener('change', () => {
  names.hidden = field(form, 'kind') !== 'pupil';
});
input.addEventListener('input', () => {
  const code = normalizeCode(input.value);
  if (code.length === 8 && input.selectionStart === input.value.length) {
    input.value = `${code.slice(0, 4)} ${code.slice(4)}`;
  }
});
$('#other-names').addEventListener('click', offerNames);

onSubmit(form, async () => {
  const code = normalizeCode(field(form, 'code'));
  if (!/^[2-9A-HJKMNP-Z]{8}$/.test(code)) {
    throw new Problem(400, 'code-shape', t('codeShape'), ['code']);
  }
  const kind = field(form, 'kind');
  typed = kind === 'pupil' ? { code, kind, nickname: field(form, 'nickname') } : { code, kind };
  welcome(await post<JoinAnswer>('/api/join', typed));
});

function welcome({ seat, galas }: JoinAnswer): void {
  const open = galas.filter((gala) => gala.state === 'lobby' || gala.state === 'live');
  if (open.length === 1) {
    location.assign(`/live/${open[0]!.id}`);
    return;
  }
  form.hidden = true;
  const box = $('#joined');
  box.hidden = false;
  fillWith(
    box,
    h('h2', {}, t('welcome', '').split('!')[0]!.trim().replace(/,$/, ', '), name(seat.name), '!'),
    h('p', {}, galas.length === 0 ? t('noGalaYet') : t('chooseGala')),
    h('ul', { class: 'plain-list' }, ...galas.map(choice)),
  );
  box.focus();
  if (galas.length === 0) {
    setTimeout(() => void lookAgain(), 15_000);
  }
}

/** Asks again which galas are open, with the same command: the seat stays the same one. */
async function lookAgain(): Promise<void> {
  const galas = await request<{ items: Gala[] }>('GET', '/api/galas').then(({ body }) => body.items, () => [] as Gala[]);
  const open = galas.find((gala) => gala.state === 'lobby' || gala.state === 'live');
  if (open) {
    location.assign(`/live/${open.id}`);
  } else {
    setTimeout(() => void lookAgain(), 15_000);
  }
}

const choice = (gala: Gala): HTMLElement =>
  h(
    'li',
    {},
    h('a', { class: 'button', href: `/live/${gala.id}` }, name(local(gala.title))),
    ' ',
    h('span', { class: 'muted' }, longTime(gala.startsAt, gala.timeZone)),
  );

offerNames();
input.value ||= carried(); // who typed while the script was still coming has typed already
void dress();
