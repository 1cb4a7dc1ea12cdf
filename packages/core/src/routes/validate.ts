import type { JsonObject } from './body.ts';
import { invalid } from './refusal.ts';
import { RESERVED_IDS } from './table.ts';

const MAX_TEXT = 1024;
/** Vortex Cloud's ids are UUIDs (protocol §3.4); whatever could be read as more than one path segment is not an id. */
const INVITATION_ID = /^(?!\.{1,2}$)[\w.:~-]{1,128}$/;

/** Control characters, and halves of surrogate pairs: those would be sent as another character than a rule has seen. */
const NOT_TEXT = /[\p{Cc}\p{Cs}]/u;

/** An invitation's id, from a path or a body. */
export function invitationId(value: unknown): string {
  const id = typeof value === 'number' ? String(value) : value;
  if (typeof id === 'string' && INVITATION_ID.test(id) && !RESERVED_IDS.has(id)) return id;
  throw invalid('An invitation id is 1 to 128 letters, digits, "-", "_", ".", ":" or "~".');
}

/** A text that says something and can stand in a path, a query or a JSON body as it is. */
export function text(name: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw invalid(`${name} is required and must be a string.`);
  if (value.length > MAX_TEXT) throw invalid(`${name} is longer than ${MAX_TEXT} characters.`);
  if (NOT_TEXT.test(value)) throw invalid(`${name} has characters that are not text.`);
  return value;
}

/** As {@link text}, or `undefined` where the field is left out or null. */
export function optionalText(name: string, value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : text(name, value);
}

/** A scope or scope type: a text that is not a step in a path. */
export function scopeText(name: string, value: unknown): string {
  const scope = text(name, typeof value === 'number' ? String(value) : value);
  if (scope === '.' || scope === '..') throw invalid(`${name} can't be "${scope}".`);
  return scope;
}

/** The object in a field, or `undefined` where it is left out or null. */
export function optionalObject(name: string, value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(`${name} must be an object.`);
  return value as JsonObject;
}

/** A query parameter that is given exactly once: of two, others might read the other one. */
export function queryText(query: URLSearchParams, name: string): string {
  const values = query.getAll(name);
  if (values.length > 1) throw invalid(`The query parameter ${name} is given more than once.`);
  return text(`The query parameter ${name}`, values[0]);
}
