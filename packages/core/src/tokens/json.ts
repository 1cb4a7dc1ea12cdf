import { VortexError, VortexTokenError } from '../errors.ts';
import { isRecord } from '../shared/checks/is-record.ts';

/** How deep a payload may nest. Verifiers in other languages stop somewhere too, and a cycle has to end. */
export const MAX_DEPTH = 500;

/**
 * `JSON.stringify` for what is about to be signed. It runs the caller's code: see {@link guarded}.
 *
 * @param value - An object made by us, holding the caller's values.
 * @throws {VortexTokenError} `invalid_payload` when a `toJSON` would replace it; `unserializable_payload` when it nests
 * deeper than {@link MAX_DEPTH}.
 */
export function payloadJson(value: object): string {
  if ('toJSON' in value && typeof value.toJSON === 'function') throw replacedByToJson();
  const json = JSON.stringify(value);
  // Each level costs two characters, so that a short text need not be looked through.
  if (json.length > 2 * MAX_DEPTH && depthOf(json) > MAX_DEPTH) throw tooDeep();
  return json;
}

/**
 * Runs something that touches the caller's values (getters, proxies, `toJSON`) and turns whatever they throw into an
 * error of ours.
 */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof VortexError) throw cause;
    throw unserializable('it has a BigInt, a cycle or a getter that throws', cause);
  }
}

/** The error for a payload whose own `toJSON` would decide what is signed. */
export function replacedByToJson(): VortexTokenError {
  return new VortexTokenError('invalid_payload', 'toJSON would replace the payload. Sign { ...payload.toJSON() }.');
}

/** The error for a payload nested past {@link MAX_DEPTH}. */
export function tooDeep(): VortexTokenError {
  return unserializable(`it has more than ${MAX_DEPTH} levels`);
}

function unserializable(why: string, cause?: unknown): VortexTokenError {
  return new VortexTokenError(
    'unserializable_payload',
    `The payload can't be written as JSON: ${why}. Sign plain data.`,
    cause === undefined ? undefined : { cause },
  );
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (inString) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}

/**
 * @throws {VortexTokenError} `invalid_payload` unless `value` is an object.
 */
export function requireRecord(value: unknown, what: string, example: string): asserts value is Record<string, unknown> {
  if (isRecord(value)) return;
  throw new VortexTokenError('invalid_payload', `${what} must be an object such as ${example}.`);
}
