import { Problem, words } from './api';
import { h, maybe } from './dom';

/**
 * Runs what a form asks for: once at a time, with the refusal shown beside the field at fault. Until then the form's
 * button is out of order: sent by the browser itself, a code or a password would stand in an address.
 */
export function onSubmit(form: HTMLFormElement, act: (form: HTMLFormElement) => Promise<void>): void {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector<HTMLButtonElement>('button[type=submit], button:not([type])');
    if (form.getAttribute('aria-busy') === 'true') {
      return;
    }
    clear(form);
    busy(form, button, true);
    try {
      await act(form);
    } catch (error) {
      show(form, error);
    } finally {
      busy(form, button, false);
    }
  });
  form.querySelectorAll<HTMLButtonElement>('button[type=submit]').forEach((button) => {
    button.disabled = false;
  });
}

/** Runs what a button asks for, the button being out of order meanwhile. */
export async function during(button: HTMLButtonElement, act: () => Promise<void>, onTrouble: (words: string) => void): Promise<void> {
  button.disabled = true;
  try {
    await act();
  } catch (error) {
    onTrouble(words(error));
  } finally {
    button.disabled = false;
  }
}

function busy(form: HTMLFormElement, button: HTMLButtonElement | null, on: boolean): void {
  form.setAttribute('aria-busy', String(on));
  if (button) {
    button.disabled = on;
  }
}

function clear(form: HTMLFormElement): void {
  form.querySelector('.form-trouble')?.remove();
  form.querySelectorAll('[aria-invalid]').forEach((input) => input.removeAttribute('aria-invalid'));
}

function show(form: HTMLFormElement, error: unknown): void {
  const fields = error instanceof Problem ? error.fields : [];
  const line = h('p', { class: 'form-trouble notice bad', role: 'alert' }, words(error));
  const anchor = maybe('.form-actions', form);
  if (anchor) {
    anchor.before(line);
  } else {
    form.append(line);
  }
  for (const name of fields) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLElement) {
      input.setAttribute('aria-invalid', 'true');
      input.focus();
    }
  }
}
