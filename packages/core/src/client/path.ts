import { VortexError } from '../errors.ts';

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
  if (typeof value !== 'string' || value === '') throw refused('is not a string, or empty');
  if (value === '.' || value === '..') throw refused(`is "${value}", which would name another path`);
  try {
    return encodeURIComponent(value);
  } catch {
    throw refused('is no valid text');
  }
}

function refused(reason: string): VortexError {
  return new VortexError(
    'invalid_argument',
    `An id, scope or scope type ${reason}. Pass it as Vortex or your system knows it.`,
  );
}
