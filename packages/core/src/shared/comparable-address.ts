import { parseUrl } from './parse-url.ts';

/**
 * One form for all spellings of an address, for comparing two of them: `comparableAddress(a) === comparableAddress(b)`.
 * The routes' rules and the emulator compare addresses with it.
 *
 * - `email`: without surrounding whitespace, in ASCII lower case, the domain in the form of {@link comparableDomain}.
 *   Other letters of the local part are unchanged: `josé@` and `JOSÉ@` may be two people.
 * - `phone`: the plus sign and digits, without `tel:`, spaces, dashes, dots, slashes and parentheses. A number with
 *   anything else in it (an extension, letters) equals only itself.
 * - anything else, such as `internal`: unchanged.
 *
 * @param address - Its `type` and `value`, as in an invitation's target.
 * @example
 * comparableAddress({ type: 'phone', value: '+1 (202) 555-0123' }); // '+12025550123'
 */
export function comparableAddress({ type, value }: { readonly type: string; readonly value: string }): string {
  if (type === 'email') return comparableEmail(value);
  return type === 'phone' ? comparablePhone(value) : value;
}

/**
 * The one form for all spellings of an email domain: its ASCII form in lower case. `MÜNCHEN.example` and
 * `xn--mnchen-3ya.example` both become the latter. A domain without an ASCII form is unchanged.
 *
 * @param domain - A domain such as `acme.com`; surrounding whitespace is ignored.
 * @example
 * comparableDomain('MÜNCHEN.example'); // 'xn--mnchen-3ya.example'
 */
export function comparableDomain(domain: string): string {
  const trimmed = asciiLowerCase(domain.trim());
  return isAscii(trimmed) ? trimmed : (asciiForm(trimmed) ?? trimmed);
}

function comparableEmail(email: string): string {
  const trimmed = email.trim();
  const at = trimmed.lastIndexOf('@');
  if (at === -1) return asciiLowerCase(trimmed);
  return `${asciiLowerCase(trimmed.slice(0, at))}@${comparableDomain(trimmed.slice(at + 1))}`;
}

/** Contacts are often copied with invisible marks around them, and dashes come in many lengths. */
function comparablePhone(phone: string): string {
  const number = phone
    .trim()
    .replace(/^tel:/i, '')
    .replace(/[\s\p{Cf}\p{Pd}\u2212./()]/gu, '');
  return /^\+?[0-9]+$/.test(number) ? number : asciiLowerCase(phone.trim());
}

/** In ASCII only: `\u212A` (the Kelvin sign) would fold to `k` and make one person's address another's. */
function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7F]/.test(text);
}

/** Of a URL's host only what is a domain: a port, a path or a percent sign would be taken off or decoded. */
function asciiForm(domain: string): string | undefined {
  if (/[\s\p{Cc}\p{Cs}%/\\?#@:[\]<>^|]/u.test(domain)) return undefined;
  return parseUrl(`http://${domain}`)?.hostname || undefined;
}
