import { refresh, show } from './refresh.ts';
import { announce } from './status.ts';

/** Sends the forms with `data-live` without leaving the page. The attribute is what a screen reader is told afterwards. */
export function submitInPlace(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || form.dataset.live === undefined) return;
    event.preventDefault();
    const question = event.submitter?.dataset.confirm;
    if (question === undefined || confirm(question)) void send(form, form.dataset.live);
  });
}

/** A filter is applied as soon as it is chosen. */
export function filterOnChange(): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement)) return;
    const { form } = target;
    if (form?.dataset.filter !== undefined) form.requestSubmit();
  });
}

async function send(form: HTMLFormElement, done: string): Promise<void> {
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      headers: { accept: 'text/html' },
      body: fieldsOf(form),
    });
    if (!response.ok) return await showRefusal(response);
    form.reset();
    announce(done);
    if (response.redirected) return await refresh();
    // This response shows what no later one will.
    show(await response.text());
    document.querySelector<HTMLElement>('[data-keep]')?.focus();
  } catch {
    announce('The emulator did not respond.');
  }
}

async function showRefusal(response: Response): Promise<void> {
  show(await response.text());
  document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}

function fieldsOf(form: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  return fields;
}
