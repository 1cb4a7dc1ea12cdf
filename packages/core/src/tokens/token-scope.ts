import { VortexTokenError } from '../errors.ts';
import { isRecord } from '../shared/checks/is-record.ts';
import { isText } from '../shared/checks/is-text.ts';
import type { VortexLogger } from '../shared/logger.ts';

/** The scope of a token, named as in the rest of the API. */
export interface TokenScope {
  /** The type of scope: `'team'`, `'workspace'`. Must not contain a colon. */
  readonly type: string;
  /** The scope's id in your system: a string or a safe integer. */
  readonly id: string | number;
}

/**
 * The scope as it stands in a token: `type:id` (docs/protocol.md §2.1). Anything but an object stays as it is.
 *
 * @throws {VortexTokenError} `invalid_payload` for an object that is no scope.
 */
export function wireScope(scope: unknown): unknown {
  if (!isRecord(scope)) return scope;
  const { type, id } = scope;
  if (isText(type) && !type.includes(':') && (isText(id) || Number.isSafeInteger(id))) return `${type}:${id}`;
  throw new VortexTokenError(
    'invalid_payload',
    "scope must be { type, id } or 'type:id': type a non-empty string without a colon, id a non-empty string or a safe integer.",
  );
}

const told = /* @__PURE__ */ new WeakSet<object>();

/** Warns once of each logger's tokens: a bare id is signed as the official SDK does, and means a scope of no type. */
export function warnOfBareScope(scope: unknown, scopeType: unknown, logger: VortexLogger = console): void {
  if (!isText(scope) || scope.includes(':') || isText(scopeType) || told.has(logger)) return;
  told.add(logger);
  logger.warn?.(
    "[vortex] This token's scope is an id without a type, so Vortex uses the type \"default\". Pass scope: { type: 'team', id } or 'team:id'.",
  );
}
