import live from '../../../Pages/Live/texts.json';
import { $, fillWith, h, name } from '../common/dom';
import { counted, local, textsOf } from '../common/texts';
import { shortTime } from '../common/time';
import type { Pending } from './outbox';
import type { Author, Entry } from './types';

const t = textsOf(live);
const MOST = 300;

/** The list of messages: it follows the newest one unless somebody scrolled up to read. */
export class ChatView {
  readonly #list = $<HTMLOListElement>('#messages');
  readonly #empty = $('#empty-chat');
  readonly #newer = $<HTMLButtonElement>('#newer');
  readonly #pending: HTMLElement[] = [];
  #unread = 0;

  constructor(private readonly mine: () => string | null) {
    this.#newer.addEventListener('click', () => this.#follow());
    this.#list.addEventListener('scroll', () => {
      if (this.#atEnd()) {
        this.#read();
      }
    });
  }

  clear(): void {
    this.#list.querySelectorAll('[data-seq]').forEach((line) => line.remove());
    this.#empty.hidden = false;
  }

  show(entries: Entry[], live: boolean): void {
    const follow = !live || this.#atEnd();
    for (const entry of entries) {
      this.#apply(entry);
    }
    this.#trim();
    if (follow) {
      this.#follow();
    } else {
      this.#count(entries.filter((entry) => entry.k === 'message').length);
    }
  }

  showPending(pending: Pending[]): void {
    this.#pending.splice(0).forEach((line) => line.remove());
    for (const message of pending) {
      const note = message.state === 'sending' ? t('sending') : t('waiting');
      const line = h('li', { class: 'message mine pending' }, h('p', { class: 'words' }, message.text), h('p', { class: 'meta' }, note));
      this.#pending.push(line);
      this.#list.append(line);
    }
    if (pending.length > 0) {
      this.#follow();
    }
  }

  #apply(entry: Entry): void {
    if (entry.k === 'hidden') {
      this.#list.querySelector(`[data-seq="${Number(entry.d.seq)}"]`)?.remove();
      return;
    }
    const line = entry.k === 'message' ? this.#message(entry) : entry.k === 'announcement' ? announcement(entry) : null;
    if (line && !this.#list.querySelector(`[data-seq="${entry.s}"]`)) {
      this.#empty.hidden = true;
      const firstPending = this.#pending[0];
      this.#list.insertBefore(line, firstPending ?? null);
    }
  }

  #message(entry: Entry): HTMLElement {
    const mine = !!entry.f?.seat && entry.f.seat === this.mine();
    return h(
      'li',
      { class: mine ? 'message mine' : 'message', 'data-seq': entry.s },
      h('p', { class: 'meta' }, ...signature(entry.f), h('time', { datetime: entry.t }, shortTime(entry.t))),
      h('p', { class: 'words', dir: 'auto' }, String(entry.d.text ?? '')),
    );
  }

  #atEnd(): boolean {
    return this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 60;
  }

  #follow(): void {
    this.#list.scrollTop = this.#list.scrollHeight;
    this.#read();
  }

  #read(): void {
    this.#unread = 0;
    this.#newer.hidden = true;
  }

  #count(more: number): void {
    this.#unread += more;
    this.#newer.hidden = this.#unread === 0;
    this.#newer.textContent = t(counted('newMessages', this.#unread), this.#unread);
  }

  #trim(): void {
    const lines = this.#list.querySelectorAll('[data-seq]');
    for (let i = 0; i < lines.length - MOST; i++) {
      lines[i]!.remove();
    }
  }
}

/** "Loutre bleue · 6B · École des Érables"; a class's screen has its class's name alone. */
export function signature(from: Author | null | undefined): (Node | string)[] {
  if (!from?.class) {
    return [h('b', { class: 'who staff' }, from?.name ? name(from.name) : t('staff'))];
  }
  const parts: (Node | string)[] = [h('b', { class: 'who' }, name(from.name))];
  if (from.name !== from.class) {
    parts.push(h('span', { class: 'class' }, name(from.class)));
  }
  if (from.school) {
    parts.push(h('span', { class: 'school' }, name(from.school)));
  }
  return parts;
}

function announcement(entry: Entry): HTMLElement {
  const line = h('li', { class: 'message announcement', 'data-seq': entry.s });
  fillWith(line, h('p', { class: 'meta' }, h('b', {}, t('announcement'))), h('p', { class: 'words' }, local(entry.d.text)));
  return line;
}
