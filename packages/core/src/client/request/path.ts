import type { VortexError } from '../../errors.ts';
import { isText } from '../../shared/checks/is-text.ts';
import { invalidArgument } from '../../shared/invalid-argument.ts';

const ROOT = '/api/v1/invitations';

/**
 * A path below `/api/v1/invitations` in which every value is exactly one percent-encoded segment, whatever it holds.
 * `.`, `..` and empty values, which URL parsers would resolve away, are refused.
 *
 * @example invitationsPath`/by-scope/${type}/${scope}`
 * @throws {VortexError} `invalid_argument`, before any request is made.
 */
export function invitationsPath(parts: TemplateStringsArray, ...values: unknown[]): string {
  let path = ROOT;
  for (let i = 0; i < parts.length; i++) {
    path += parts[i];
    if (i < values.length) path += segment(values[i]);
  }
  return path;
}

function segment(value: unknown): string {
  if (!isText(value)) throw refused('must be a non-empty string');
  if (value === '.' || value === '..') throw refused(`must not be "${value}"`);
  try {
    return encodeURIComponent(value);
  } catch {
    throw refused('must be plain text');
  }
}

function refused(reason: string): VortexError {
  return invalidArgument(`An id, scope or scope type ${reason}.`);
}
