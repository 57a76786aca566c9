import organizer from '../../../Pages/Organizer/texts.json';
import { post } from '../common/api';
import { $, fillWith, h } from '../common/dom';
import { during } from '../common/forms';
import { textsOf } from '../common/texts';
import type { Settings } from '../live/types';

const t = textsOf(organizer);
const SECONDS = [0, 5, 10, 30, 60, 300];

/** How fast the room may talk, and whether at all. */
export class Pace {
  readonly #slow = $<HTMLSelectElement>('#slow');
  readonly #pause = $<HTMLButtonElement>('#pause-room');
  #open = true;

  constructor(
    private readonly gala: string,
    private readonly trouble: (text: string) => void,
  ) {
    this.#slow.addEventListener('change', () => void this.#command(this.#pause, { action: 'slow', seconds: Number(this.#slow.value) }));
    this.#pause.addEventListener('click', () => void this.#command(this.#pause, { action: this.#open ? 'pause' : 'open' }));
  }

  show({ open, slowSeconds }: Settings): void {
    this.#open = open;
    const choices = [...new Set([...SECONDS, slowSeconds])].sort((one, other) => one - other);
    fillWith(this.#slow, ...choices.map((seconds) => h('option', { value: String(seconds) }, seconds === 0 ? t('pace.off') : t('pace.every', seconds))));
    this.#slow.value = String(slowSeconds);
    this.#pause.textContent = t(open ? 'pauseRoom' : 'openRoom');
  }

  /** Before and after the evening the doors decide who may speak. */
  allow(possible: boolean): void {
    $('#pace').hidden = !possible;
  }

  #command(button: HTMLButtonElement, body: object): Promise<void> {
    return during(button, async () => this.show(await post<Settings>(`/api/galas/${this.gala}/moderation`, body)), this.trouble);
  }
}
