import { oneLine } from '../../shared/one-line.ts';
import { type Prepared, withoutQuery } from './api-request.ts';
import { secretsOf } from './redact.ts';

/** How deep causes are followed, and how many of several errors are kept. */
const DEPTH = 5;
const WIDTH = 10;
/** How much of a message is kept. */
const LONGEST = 300;

/** What is kept of an error that `fetch` threw, down to what lies beneath. */
export interface SafeCause extends Error {
  readonly code?: string;
  readonly syscall?: string;
  readonly cause?: unknown;
  readonly errors?: readonly SafeCause[];
}

/**
 * A copy of what `fetch` threw with nothing in it but name, code, system call and message, since wrapped and mocked fetches put
 * the whole request into their errors. A message is cut where it begins to speak of what was sent.
 */
export function safeCause(thrown: unknown, request: Prepared): SafeCause {
  const sent = partsOf(request);
  const clean = (text: string) => {
    const shown = text.slice(0, 10 * LONGEST).replaceAll(request.url, withoutQuery(request.url));
    const at = Math.min(...sent.map((part) => shown.indexOf(part)).filter((index) => index >= 0), LONGEST);
    return oneLine(at < shown.length ? `${shown.slice(0, at)}…` : shown);
  };
  return copied(thrown, clean, DEPTH);
}

function copied(thrown: unknown, clean: (text: string) => string, depth: number): SafeCause {
  const fields = Object(thrown) as Record<string, unknown>;
  const message = field(fields, 'message');
  const copy = new Error(clean(typeof message === 'string' ? message : text(thrown))) as {
    -readonly [Name in keyof SafeCause]: SafeCause[Name];
  };
  const set = (name: keyof SafeCause, value: unknown) =>
    Object.defineProperty(copy, name, {
      value,
      configurable: true,
      writable: true,
      enumerable: name === 'code' || name === 'syscall',
    });
  set('name', word(field(fields, 'name'), clean) ?? 'Error');
  for (const name of ['code', 'syscall'] as const) {
    const value = word(field(fields, name), clean);
    if (value !== undefined) set(name, value);
  }
  set('stack', [`${copy.name}: ${copy.message}`, ...frames(field(fields, 'stack'), clean)].join('\n'));
  const [cause, errors] = [field(fields, 'cause'), field(fields, 'errors')];
  if (depth > 0 && cause !== undefined) set('cause', copied(cause, clean, depth - 1));
  if (depth > 0 && Array.isArray(errors))
    set(
      'errors',
      errors.slice(0, WIDTH).map((error) => copied(error, clean, depth - 1)),
    );
  return copy;
}

/** What a text about the request may give away: its secrets, what it asked for, and every string of its body. */
function partsOf(request: Prepared): string[] {
  const { url, body } = request;
  const parts = [...secretsOf(request), ...new URL(url).searchParams.values()];
  if (body !== undefined) {
    parts.push(body);
    JSON.parse(body, (_, value) => {
      // Between what escaping would change.
      if (typeof value === 'string') parts.push(...value.split(/["\\\p{Cc}]+/u));
      return value;
    });
  }
  return parts.filter(({ length }) => length >= 3);
}

/** The lines of a stack that name places. */
function frames(stack: unknown, clean: (text: string) => string): string[] {
  if (typeof stack !== 'string') return [];
  const places = stack.split('\n').filter((line) => /^\s+at .{1,300}$/.test(line));
  return places.slice(0, 20).map((place) => `    ${clean(place)}`);
}

/** A name or a code, unless it is not one or contains something of the request. */
function word(value: unknown, clean: (text: string) => string): string | undefined {
  if (typeof value !== 'string' || !/^[A-Za-z][\w.-]{0,63}$/.test(value)) return undefined;
  return clean(value) === value ? value : undefined;
}

function field(fields: Record<string, unknown>, name: string): unknown {
  try {
    return fields[name];
  } catch {
    return undefined;
  }
}

function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '';
  }
}
