import live from '../../../Pages/Live/texts.json';
import { $, fillWith, name } from '../common/dom';
import { local, textsOf } from '../common/texts';
import { length, longTime } from '../common/time';
import { onScreen } from './on-screen';
import type { Gala, Programme, Session } from './types';

const t = textsOf(live);
const TITLE_SECONDS = 8;

/** What stands over and under the picture: the slate with its countdown, the title of what is on, what comes next. */
export class StageView {
  readonly #slate = $('#slate');
  readonly #clock = $('#slate-clock');
  readonly #text = $('#slate-text');
  readonly #third = $('#lower-third');
  #pictureSeen = false;

  picture(seen: boolean): void {
    this.#pictureSeen = seen;
  }

  /** Draws what belongs to an instant of the channel. */
  draw(gala: Gala, programme: Programme | null, at: number, now: number): void {
    if (gala.state === 'ended' || gala.state === 'archived') {
      this.#showSlate('', t('endedTitle'), null, t('endedText'));
    } else if (gala.state === 'cancelled') {
      this.#showSlate('', t('cancelledTitle'), null, '');
    } else if (gala.state === 'live') {
      this.#drawLive(programme, at);
    } else {
      this.#drawBefore(gala, programme, now);
    }
  }

  #drawBefore(gala: Gala, programme: Programme | null, now: number): void {
    const wait = Date.parse(gala.startsAt) - now;
    const title = gala.state === 'lobby' ? t('lobbyTitle') : t('notOpenTitle');
    const text = longTime(gala.startsAt, gala.timeZone);
    this.#showSlate(wait > 0 ? t('startsIn') : '', wait > 0 ? local(gala.title) : title, wait > 0 ? wait : null, wait > 0 ? title : text);
    this.#lines(null, local(programme?.sessions[0]?.title ?? ''));
  }

  #drawLive(programme: Programme | null, at: number): void {
    const { session, next, startedAt, endsAt, held } = onScreen(programme, at);
    this.#lines(session ? local(session.title) : null, next ? local(next.title) : '');
    if (held) {
      this.#showSlate('', t('held'), null, session ? local(session.title) : '');
    } else if (!session) {
      this.#showSlate('', next ? t('startsNow') : t('betweenTitle'), null, next ? local(next.title) : '');
    } else if (session.kind !== 'video') {
      this.#drawPause(session, next, endsAt ? endsAt - at : null);
    } else {
      this.#showVideo(local(session.title), startedAt !== null && at - startedAt < TITLE_SECONDS * 1000);
    }
  }

  /** A slate counts down to what follows it; after the last one there is nothing to wait for. */
  #drawPause(session: Session, next: Session | null, wait: number | null): void {
    const counts = next !== null && wait !== null;
    this.#showSlate(counts ? t('continuesIn') : '', local(session.title), counts ? wait : null, next ? `${t('upNext')} : ${local(next.title)}` : '');
  }

  #showVideo(title: string, fresh: boolean): void {
    this.#slate.hidden = this.#pictureSeen;
    if (!this.#pictureSeen) {
      this.#showSlate('', title, null, t('waitingPicture'));
    }
    this.#third.hidden = !fresh || !this.#pictureSeen;
    if (!this.#third.hidden && this.#third.textContent !== title) {
      fillWith(this.#third, name(title));
    }
  }

  #showSlate(kicker: string, title: string, wait: number | null, text: string): void {
    this.#slate.hidden = false;
    this.#third.hidden = true;
    set($('#slate-kicker'), kicker);
    set($('#slate-title'), title);
    set(this.#clock, wait === null ? '' : length(Math.max(0, wait) / 1000));
    set(this.#text, text);
  }

  #lines(now: string | null, next: string): void {
    set($('#now-title'), now || '—', true);
    $('#next-line').hidden = !next;
    set($('#next-title'), next, true);
  }
}

function set(element: HTMLElement, text: string, keep = false): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
  if (!keep) {
    element.hidden = text === '';
  }
}
