import { $ } from '../common/dom';

/** Has a screen reader say what happened, without a word on the page. */
export function announce(text: string): void {
  $('#announcements').textContent = text;
}
