import { type WireTargetType, wireTargetType } from '../client/target-type.ts';
import { isRecord } from '../shared/checks/is-record.ts';
import type { JsonObject } from './body.ts';
import { invalid } from './refusal.ts';
import { RESERVED_IDS } from './reserved-ids.ts';

const MAX_TEXT = 1024;
/**
 * Vortex Cloud's ids are UUIDs (docs/protocol.md §3.4); whatever could be read as more than one path segment is not an
 * id.
 */
const INVITATION_ID = /^(?!\.{1,2}$)[\w.:~-]{1,128}$/;

/** Control characters, and halves of surrogate pairs: those would be sent as another character than a rule has seen. */
const NOT_TEXT = /[\p{Cc}\p{Cs}]/u;

/** An invitation's id, from a path or a body. */
export function invitationId(value: unknown): string {
  const id = idText(value);
  if (typeof id === 'string' && INVITATION_ID.test(id) && !RESERVED_IDS.has(id)) return id;
  throw invalid('An invitation id must be 1 to 128 letters, digits or -_.:~');
}

/** A text that says something and can stand in a path, a query or a JSON body as it is. */
export function text(name: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw invalid(`${name} must be a non-empty string.`);
  if (value.length > MAX_TEXT) throw invalid(`${name} must be at most ${MAX_TEXT} characters.`);
  if (NOT_TEXT.test(value)) throw invalid(`${name} must be plain text.`);
  return value;
}

/** As {@link text}, or `undefined` where the field is left out or null. */
export function optionalText(name: string, value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : text(name, value);
}

/** A scope or scope type: a text that is not a step in a path. */
export function scopeText(name: string, value: unknown): string {
  const scope = text(name, idText(value));
  if (scope === '.' || scope === '..') throw invalid(`${name} must not be "${scope}".`);
  return scope;
}

/** A kind of address, by any of its names. */
export function targetType(name: string, value: unknown): WireTargetType {
  const type = wireTargetType(value);
  if (type) return type;
  throw invalid(`${name} must be email, phone or internal.`);
}

/** The object in a field, or `undefined` where it is left out or null. */
export function optionalObject(name: string, value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (isRecord(value)) return value;
  throw invalid(`${name} must be an object.`);
}

/** A query parameter that is given exactly once: of two, others might read the other one. */
export function queryText(query: URLSearchParams, name: string): string {
  const values = query.getAll(name);
  if (values.length > 1) throw invalid(`${name} must be given exactly once.`);
  return text(name, values[0]);
}

/** An id that came as a number, as the string it is compared as. JSON's larger numbers are rounded: they are no ids. */
function idText(value: unknown): unknown {
  return Number.isSafeInteger(value) ? String(value) : value;
}
