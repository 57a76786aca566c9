import schoolTexts from '../../../Pages/School/texts.json';
import { fillWith, h } from '../common/dom';
import { locale, textsOf } from '../common/texts';
import { about } from '../common/time';
import type { Sending } from './sending';
import { size } from './upload';

const t = textsOf(schoolTexts);

/** A file on its way: a bar, how fast and how long, and what can be done. Only the bar is named; milestones are announced elsewhere. */
export class SendingView {
  readonly element = h('div', { class: 'sending' });
  #bar = h('progress', { max: 100, value: 0 });
  #line = h('p', { class: 'muted' });
  #acts = h('p', { class: 'row' });
  #shown = '';

  constructor(title: string, private readonly act: { resume: () => void; pause: () => void; cancel: () => void }) {
    this.#bar.setAttribute('aria-label', t('progressOf', title));
    this.element.append(this.#bar, this.#line, this.#acts);
  }

  show(sending: Sending): void {
    const percent = sending.file.size > 0 ? Math.floor((sending.sent / sending.file.size) * 100) : 0;
    this.#bar.value = percent;
    this.#line.className = sending.state === 'stopped' ? 'notice bad' : 'muted';
    this.#line.textContent = lineOf(sending, percent);
    if (this.#shown !== sending.state) {
      this.#shown = sending.state;
      this.#drawActs(sending);
    }
  }

  #drawActs(sending: Sending): void {
    const hadFocus = this.#acts.contains(document.activeElement);
    const button = (label: string, run: () => void) => h('button', { class: 'button quiet small', type: 'button', onclick: run }, label);
    fillWith(this.#acts, sending.active ? button(t('pause'), this.act.pause) : button(t('resume'), this.act.resume), button(t('cancelSending'), this.act.cancel));
    if (hadFocus) {
      this.#acts.querySelector('button')?.focus();
    }
  }
}

/** Such as "12,4 Mo sur 80 Mo (15 %) · 3,2 Mo/s · encore 20 s". */
function lineOf(sending: Sending, percent: number): string {
  const sent = t('sent', size(sending.sent, locale), size(sending.file.size, locale), percent);
  const speed = sending.pace.perSecond;
  const left = sending.pace.secondsLeft(sending.file.size);
  switch (sending.state) {
    case 'waiting':
      return t('waitingTurn');
    case 'retrying':
      return `${sent} · ${t('retrying')}`;
    case 'paused':
      return `${sent} · ${t('paused')}`;
    case 'stopped':
      return t('stopped', sending.trouble);
    default:
      return [sent, speed ? t('perSecond', size(speed, locale)) : '', left === null ? '' : t('left', about(left))].filter(Boolean).join(' · ');
  }
}
