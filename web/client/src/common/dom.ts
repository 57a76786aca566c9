export type Child = Node | string | number | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: any) => void);
type Props = Record<string, Value>;

/** Makes an element. Texts become text nodes, never markup; a function is a listener. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') {
      element.addEventListener(name.replace(/^on/, ''), value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  add(element, ...children);
  return element;
}

export function add(parent: Node, ...children: Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) {
      parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
}

export function fillWith(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  add(parent, ...children);
}

export function $<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T {
  const found = within.querySelector<T>(selector);
  if (!found) {
    throw new Error(`The page has no ${selector}`);
  }
  return found;
}

export const maybe = <T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T | null =>
  within.querySelector<T>(selector);

/** Somebody's name, kept apart from the writing direction around it. */
export const name = (text: string, props: Props = {}): HTMLElement => h('bdi', props, text);

/** Says something at the foot of the page for a while; read aloud by screen readers. */
export function toast(text: string, kind: 'good' | 'bad' = 'good'): void {
  const line = h('p', { class: `toast ${kind}` }, text);
  $('#toasts').append(line);
  setTimeout(() => line.remove(), kind === 'bad' ? 8000 : 4000);
}

/** The value of a field of a form. */
export function field(form: HTMLFormElement, fieldName: string): string {
  const value = new FormData(form).get(fieldName);
  return typeof value === 'string' ? value.trim() : '';
}
