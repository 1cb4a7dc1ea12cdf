import { VortexTokenError } from '../errors.ts';
import { guarded, MAX_DEPTH, tooDeep } from './json.ts';

/** Names the official algorithm leaves out at every level (docs/protocol.md §2.4). */
const DROPPED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * JSON with the keys of every object sorted, and without whitespace (docs/protocol.md §2.4). Integer-like keys come
 * first, in numeric order, as they do in any JavaScript object.
 *
 * @throws {VortexTokenError} `unserializable_payload`.
 */
export function canonicalJson(value: unknown): string {
  const json = guarded(() => JSON.stringify(canonical(value, 1)));
  if (json !== undefined) return json;
  throw new VortexTokenError('unserializable_payload', `A value of type ${typeof value} has no JSON form.`);
}

function canonical(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw tooDeep();
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonical(value.toJSON(), depth + 1);
  if (Array.isArray(value)) return value.map((item) => canonical(item, depth + 1));
  const sorted: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort()) {
    if (DROPPED.has(key)) continue;
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined || typeof member === 'function' || typeof member === 'symbol') continue;
    sorted[key] = canonical(member, depth + 1);
  }
  return sorted;
}
