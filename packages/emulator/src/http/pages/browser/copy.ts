import { announce } from './status.ts';

const SHOWN_MS = 1_500;

/** A button with `data-copy` copies that string; one with `data-copy-of` the text of the element with this id. */
export function copyOnClick(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy], [data-copy-of]') : null;
    if (button) void copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  const { copy: text, copyOf } = button.dataset;
  const source = copyOf === undefined ? null : document.getElementById(copyOf);
  const copied = await navigator.clipboard.writeText(text ?? source?.textContent ?? '').then(
    () => true,
    () => false,
  );
  const result = copied ? 'Copied' : 'Copying was refused';
  announce(result);
  const label = button.textContent;
  button.textContent = result;
  setTimeout(() => {
    if (button.textContent === result) button.textContent = label;
  }, SHOWN_MS);
}
