import { hmacKey } from '../crypto/hmac.ts';
import { isText } from '../shared/checks/is-text.ts';
import { foundNothing } from '../shared/found-nothing.ts';
import type { LookUp } from './claim.ts';
import { isAnalyticsEvent, type VortexEvent } from './events.ts';
import type { VerifyingKey } from './secret.ts';

/**
 * The names of an event in a replay store: `<scope>:webhook:<id>`. There are several while a secret is rotated, one for
 * each that is listed, in an order that all processes share.
 *
 * @param keys - All of the endpoint's.
 * @param scope - The option `replayScope`, looked up.
 */
export function replayKeys(
  event: VortexEvent,
  rawBody: Uint8Array,
  keys: readonly VerifyingKey[],
  scope: string | undefined,
): readonly string[] {
  const kind = isAnalyticsEvent(event) ? 'analytics' : 'webhook';
  const names = keys.map(({ hmac, tag }) => {
    // A tag's "#" is in no scope: they are escaped.
    const owner = scope === undefined ? `#${tag()}` : scope.replace(/[%:#]/g, encodeURIComponent);
    return `${owner}:${kind}:${isText(event.id) ? shortId(event.id) : hmac.hex(rawBody)}`;
  });
  return names.length === 1 ? names : [...new Set(names)].sort();
}

/**
 * The scope that the app looks up for a request.
 *
 * @throws {VortexConfigError} `lookup_found_nothing`.
 */
export async function scopeFor<Req>(replayScope: LookUp<Req, 'replayScope'>, request: Req): Promise<string> {
  const scope: unknown = await replayScope(request);
  if (isText(scope)) return scope;
  throw foundNothing('The function replayScope returned no non-empty string');
}

/** Stores have limits for keys; only a sender who knows the secret can choose an id. */
function shortId(id: string): string {
  return id.length > 200 ? `~${hmacKey('vortex event id').hex(id)}` : id;
}
