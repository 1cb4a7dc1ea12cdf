import { element } from './element.ts';

/** What the component is made of. */
export interface Parts {
  readonly input: HTMLInputElement;
  readonly buttons: readonly HTMLButtonElement[];
  readonly said: HTMLParagraphElement;
  readonly incoming: HTMLElement;
  readonly sent: HTMLElement;
}

/** Builds the form and the places for what is said and listed. */
export function build(root: ShadowRoot, send: () => void, share: () => void): Parts {
  const input = element('input', {
    id: 'to',
    type: 'email',
    multiple: true,
    required: true,
    autocomplete: 'off',
    spellcheck: false,
    placeholder: 'nia@example.com',
  });
  input.setAttribute('aria-describedby', 'said');
  const buttons = [
    element('button', { type: 'submit', className: 'primary' }, 'Send invitation'),
    element('button', { type: 'button', onclick: share }, 'Get a share link'),
  ];
  const form = element(
    'form',
    { noValidate: true },
    element('label', { htmlFor: 'to' }, 'Invite by email'),
    element('div', { className: 'field' }, input, ...buttons),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  const parts = {
    input,
    buttons,
    said: element('p', { id: 'said', role: 'status' }),
    incoming: element('div', {}),
    sent: element('div', {}),
  };
  root.append(form, parts.said, parts.incoming, parts.sent);
  return parts;
}

const LOOKS_LIKE_EMAIL = /^\S+@\S+$/;

/** The addresses in the field; the emulator decides on what is not obviously wrong. */
export function readAddresses(input: HTMLInputElement): string[] {
  const addresses = input.value
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean);
  if (addresses.length > 0 && addresses.every((address) => LOOKS_LIKE_EMAIL.test(address))) {
    input.removeAttribute('aria-invalid');
    return addresses;
  }
  input.setAttribute('aria-invalid', 'true');
  input.focus();
  throw new Error('Enter an email address, such as nia@example.com.');
}
