import organizer from '../../../Pages/Organizer/texts.json';
import { post } from '../common/api';
import { $, fillWith, h } from '../common/dom';
import { during } from '../common/forms';
import { local, textsOf } from '../common/texts';
import { clockTime, length } from '../common/time';
import type { ServerClock } from '../live/clock';
import type { Gala, GalaState, Programme } from '../live/types';

const t = textsOf(organizer);

/** What an organizer may do next, in the order in which it is wanted. */
const STEPS: Record<GalaState, readonly ('scheduled' | 'lobby' | 'live' | 'ended' | 'archived' | 'cancelled')[]> = {
  draft: ['scheduled', 'cancelled'],
  scheduled: ['lobby', 'cancelled'],
  lobby: ['live', 'cancelled'],
  live: ['ended'],
  ended: ['archived'],
  archived: [],
  cancelled: [],
};

/** The control room: the gala's life, the cues, and the clock of what is on air. */
export class Control {
  #gala: Gala | null = null;
  #programme: Programme | null = null;
  #drawn = '';

  constructor(
    private readonly id: string,
    private readonly clock: ServerClock,
    private readonly changed: () => Promise<void>,
  ) {
    setInterval(() => this.#tick(), 250);
  }

  show(gala: Gala, programme: Programme | null): void {
    this.#gala = gala;
    this.#programme = programme;
    $('#hint').textContent = t(`hint.${gala.state}`);
    this.#drawButtons();
    this.#tick();
  }

  async cue(action: string, sessionId?: string): Promise<void> {
    const taken = await post<{ effectiveAt: string }>(`/api/galas/${this.id}/cues`, { action, ...(sessionId && { sessionId }) });
    this.#say(t('cueTaken', clockTime(taken.effectiveAt, this.#gala?.timeZone)), 'good');
    await this.changed();
  }

  trouble(text: string): void {
    this.#say(text, 'bad');
  }

  #say(text: string, kind: string): void {
    const line = $('#control-trouble');
    line.hidden = text === '';
    line.className = `notice ${kind}`;
    line.textContent = text;
  }

  async #go(to: GalaState): Promise<void> {
    const question = to === 'ended' ? t('confirmEnd') : to === 'cancelled' ? t('confirmCancel') : '';
    if (!question || confirm(question)) {
      await post(`/api/galas/${this.id}/transitions`, { to });
      this.#say('', '');
      await this.changed();
    }
  }

  // Buttons are made anew only when they differ: one that has the focus must not vanish under a finger.
  #drawButtons(): void {
    const { state } = this.#gala!;
    const held = !!this.#programme?.onAir?.held;
    const key = `${state} ${held}`;
    if (key === this.#drawn) {
      return;
    }
    this.#drawn = key;
    const cues = state === 'live' ? [this.#cueButton('next', 'gold'), held ? this.#cueButton('resume', '') : this.#cueButton('hold', 'quiet')] : [];
    fillWith($('#buttons'), ...cues, ...STEPS[state].map((to, place) => this.#stepButton(to, place === 0 && state !== 'live')));
  }

  #cueButton(action: 'next' | 'hold' | 'resume', look: string): HTMLElement {
    return this.#button(t(action), look, () => this.cue(action));
  }

  #stepButton(to: (typeof STEPS)['draft'][number], first: boolean): HTMLElement {
    return this.#button(t(`do.${to}`), first ? 'gold' : to === 'ended' ? 'danger' : 'quiet', () => this.#go(to));
  }

  #button(label: string, look: string, act: () => Promise<void>): HTMLElement {
    return h(
      'button',
      {
        class: `button ${look}`,
        type: 'button',
        onclick: (event: MouseEvent) => void during(event.currentTarget as HTMLButtonElement, act, (trouble) => this.trouble(trouble)),
      },
      label,
    );
  }

  #tick(): void {
    const gala = this.#gala;
    if (!gala) {
      return;
    }
    const now = this.clock.now();
    const onAir = gala.state === 'live' ? this.#programme?.onAir : null;
    const sessions = this.#programme?.sessions ?? [];
    const session = sessions.find((one) => one.id === onAir?.sessionId);
    if (onAir && session) {
      const next = sessions.slice(sessions.indexOf(session) + 1).find((one) => one.state === 'planned');
      const runs = onAir.endsAt && !onAir.held ? Date.parse(onAir.endsAt) - now : null;
      this.#clock(t(runs === null ? 'onHold' : 'remaining'), runs === null ? '--:--' : length(runs / 1000), local(session.title), next ? t('after', local(next.title)) : '');
    } else if (gala.state === 'draft' || gala.state === 'scheduled' || gala.state === 'lobby') {
      const wait = Date.parse(gala.startsAt) - now;
      this.#clock(t('untilStart'), length(Math.max(0, wait) / 1000), '', sessions[0] ? t('after', local(sessions[0].title)) : '');
    } else {
      this.#clock(t('nothingOnAir'), '--:--', '', '');
    }
  }

  #clock(label: string, time: string, title: string, next: string): void {
    $('#air-label').textContent = label;
    $('#air-clock').textContent = time;
    $('#air-title').textContent = title;
    $('#air-next').textContent = next;
  }
}

