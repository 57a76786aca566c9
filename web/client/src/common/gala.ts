import common from '../../../Pages/Common/texts.json';
import type { GalaState } from '../live/types';
import { h } from './dom';
import { textsOf } from './texts';

const t = textsOf(common);

/** Where a gala stands, as a coloured word. */
export const stateChip = (state: GalaState): HTMLElement => h('span', { class: `chip ${state}` }, t(`state.${state}`));

export function dressChip(chip: HTMLElement, state: GalaState): void {
  chip.hidden = false;
  chip.className = `chip ${state}`;
  chip.textContent = t(`state.${state}`);
}
