import live from '../../../Pages/Live/texts.json';
import { newId } from '../common/api';
import { $, fillWith } from '../common/dom';
import { textsOf } from '../common/texts';
import { signature } from './chat-view';
import type { Room } from './room';
import type { Settings } from './types';
import type { Verdict } from './outbox';

const t = textsOf(live);
const MOST = 300;
const signs = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Characters as people count them: an emoji of many parts is one. */
export const count = (text: string): number => [...signs.segment(text)].length;

/** The line in which a class writes: it says how long, how soon, and as whom. */
export class SayForm {
  readonly #input = $<HTMLInputElement>('#text');
  readonly #button = $<HTMLButtonElement>('#send');
  readonly #note = $('#say-note');
  #settings: Settings = { open: true, slowSeconds: 0 };
  #mayWrite = false;
  #quietUntil = 0;
  #trouble = '';
  #exempt = false;

  constructor(private readonly room: () => Room | null) {
    $<HTMLFormElement>('#say').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.#input.addEventListener('input', () => {
      this.#trouble = '';
      this.#refresh();
    });
    setInterval(() => this.#refresh(), 500);
  }

  /** Who writes here. */
  sign(you: { seat?: string | null; name: string; class?: string; school?: string }): void {
    const line = $('#signature');
    line.hidden = false;
    fillWith(line, `${t('signedAs')} `, ...signature({ seat: you.seat ?? null, name: you.name, class: you.class ?? '', school: you.school ?? '' }));
    $('#say-label').textContent = t('sayLabel', you.name);
    this.#exempt = !you.class;
    this.#mayWrite = true;
    this.#refresh();
  }

  settle(settings: Settings): void {
    this.#settings = settings;
    this.#refresh();
  }

  judge(verdict: Verdict, text?: string): void {
    if (verdict.kind === 'refused') {
      this.#refused(verdict.code, verdict.retryAfter);
      if (text && !this.#input.value) {
        this.#input.value = text;
      }
    } else if (verdict.kind === 'held') {
      this.#trouble = t('heldMessage');
    } else if (!this.#exempt) {
      this.#quiet(this.#settings.slowSeconds);
    }
    this.#refresh();
  }

  async #submit(): Promise<void> {
    const room = this.room();
    const text = this.#input.value.trim();
    if (!room || !text || count(text) > MOST || !this.#open()) {
      return;
    }
    this.#input.value = '';
    this.#trouble = '';
    this.#refresh();
    this.judge(await room.say(newId(), text), text);
    this.#input.focus();
  }

  #refused(code: string, retryAfter: number | null): void {
    const known = ['too-fast', 'room-closed', 'message-too-long', 'message-empty', 'message-repeated'].includes(code) ? code : 'other';
    this.#trouble = code === 'too-fast' ? '' : t('notSent', t(`error.${known}` as 'error.other'));
    if (retryAfter !== null || code === 'too-fast') {
      this.#quiet(retryAfter ?? Math.max(2, this.#settings.slowSeconds));
    }
  }

  #quiet(seconds: number): void {
    this.#quietUntil = performance.now() + seconds * 1000;
  }

  #open(): boolean {
    return this.#mayWrite && (this.#settings.open || this.#exempt) && performance.now() >= this.#quietUntil;
  }

  #refresh(): void {
    const over = count(this.#input.value) - MOST;
    const wait = Math.ceil((this.#quietUntil - performance.now()) / 1000);
    this.#input.disabled = !this.#mayWrite || (!this.#settings.open && !this.#exempt);
    this.#button.disabled = !this.#open() || over > 0;
    const note =
      this.#mayWrite && !this.#settings.open && !this.#exempt ? t('chatClosed')
      : over > 0 ? t('tooLong', over)
      : this.#trouble ? this.#trouble
      : wait > 0 ? t('slow', wait)
      : over > -60 ? t('left', -over)
      : '';
    if (this.#note.textContent !== note) {
      this.#note.textContent = note;
    }
  }
}
