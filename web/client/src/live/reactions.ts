import { $ } from '../common/dom';
import { locale } from '../common/texts';

const KINDS = ['clap', 'heart', 'laugh', 'wow', 'star', 'fire'];
const MOST_AT_ONCE = 24;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** The bar of reactions and the bursts over the stage. Counts come summed from the server; one burst stands for many. */
export class Reactions {
  readonly #totals = new Map<string, number>();
  readonly #bursts = $('#bursts');
  #allowance = 5;

  constructor(send: (kind: string) => void) {
    setInterval(() => (this.#allowance = Math.min(5, this.#allowance + 1)), 250);
    for (const button of document.querySelectorAll<HTMLButtonElement>('.reaction')) {
      button.addEventListener('click', () => {
        if (this.#allowance > 0) {
          this.#allowance--;
          send(button.dataset.kind!);
          this.#press(button);
        }
      });
    }
  }

  show(counts: Record<string, number>): void {
    for (const kind of KINDS) {
      const count = counts[kind] ?? 0;
      if (count > 0) {
        this.#add(kind, count);
        this.#burst(kind, Math.min(8, Math.ceil(Math.sqrt(count) * 1.5)));
      }
    }
  }

  #add(kind: string, count: number): void {
    const total = (this.#totals.get(kind) ?? 0) + count;
    this.#totals.set(kind, total);
    $(`[data-count=${kind}]`).textContent = total.toLocaleString(locale);
  }

  #press(button: HTMLElement): void {
    button.classList.remove('pressed');
    requestAnimationFrame(() => button.classList.add('pressed'));
  }

  #burst(kind: string, count: number): void {
    for (let i = 0; i < count && !calm.matches && this.#bursts.childElementCount < MOST_AT_ONCE; i++) {
      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
      use.setAttribute('href', `/assets/reactions.svg#${kind}`);
      svg.append(use);
      svg.setAttribute('viewBox', '0 0 32 32');
      svg.style.left = `${6 + Math.random() * 88}%`;
      svg.style.animationDelay = `${Math.random() * 0.6}s`;
      svg.addEventListener('animationend', () => svg.remove());
      this.#bursts.append(svg);
    }
  }
}
