import type { VortexError, VortexErrorCode } from '../errors.ts';
import { WEBHOOK_APP_FAILURES } from '../shared/app-failures.ts';
import { asError } from '../shared/as-error.ts';
import { logFailure } from '../shared/failure-log.ts';
import type { WebhookErrorContext } from './handlers.ts';
import type { VortexWebhookOptions } from './options.ts';
import type { RefusalCount } from './refusal-count.ts';

/** What any stranger's request brings about: of no use to anybody a thousand times, and a way to fill a disk. */
const REFUSALS: ReadonlySet<VortexErrorCode> = new Set<VortexErrorCode>([
  'body_timeout',
  'body_too_large',
  'body_unreadable',
  'signature_invalid',
  'signature_missing',
  'signature_repeated',
  'unsupported_content_encoding',
]);

const SILENCE_MS = 60_000;

/**
 * Tells `onError` and the logger about a failure. For a handler's failure `onError` gets what the handler threw. Never
 * rejects: a fault while reporting must not change the answer.
 *
 * @param refusals - The endpoint's, to which those of strangers are added.
 * @param logger - Where it is logged: the options' own, or else the framework's log of the request.
 * @param handedOn - Whether the framework gets what the app's code threw, and reports it in its own way.
 */
export async function report<Req>(
  options: VortexWebhookOptions<Req>,
  error: VortexError,
  seen: Omit<WebhookErrorContext<Req>, 'code'>,
  refusals: RefusalCount | undefined,
  logger: VortexWebhookOptions<Req>['logger'],
  handedOn = false,
): Promise<void> {
  const { code } = error;
  const told = WEBHOOK_APP_FAILURES.includes(code) ? asError(error.cause, code) : error;
  if (REFUSALS.has(code)) {
    if (refusals) logRefusal(logger, error, refusals);
  } else if (!handedOn || logger) {
    const others = seen.event ? '' : untold(options, code);
    const message = `Vortex webhook: ${error.message}${others}`;
    if (others !== undefined) {
      logFailure({ logger, onError: options.onError }, { message, code, error: told, event: seen.event?.id });
    }
  }
  try {
    await options.onError?.(told, { ...seen, code });
  } catch {
    // So has an onError that fails.
  }
}

const unverified = /* @__PURE__ */ new WeakMap<object, Map<VortexErrorCode, RefusalCount>>();

/**
 * What to add to the line of a failure that no verified event belongs to: a stranger's request can bring it about as often
 * as it likes. `undefined` where there is to be no line, since there was one of this code within the last minute.
 */
function untold(endpoint: object, code: VortexErrorCode): string | undefined {
  const counts = unverified.get(endpoint) ?? new Map<VortexErrorCode, RefusalCount>();
  unverified.set(endpoint, counts);
  const count = counts.get(code) ?? { untold: 0, silentUntil: 0 };
  counts.set(code, count);
  const now = Date.now();
  if (now < count.silentUntil) {
    count.untold += 1;
    return undefined;
  }
  const { untold: others } = count;
  count.untold = 0;
  count.silentUntil = now + SILENCE_MS;
  return others === 0 ? '' : ` (and ${others} other such failures since the last such line)`;
}

/** One line a minute at most: the latest refusal, and how many there have been since the last line. */
function logRefusal(logger: VortexWebhookOptions['logger'], error: VortexError, refusals: RefusalCount): void {
  refusals.untold += 1;
  const now = Date.now();
  if (!logger || now < refusals.silentUntil) return;
  const { untold: refused } = refusals;
  refusals.untold = 0;
  refusals.silentUntil = now + SILENCE_MS;
  const others = refused === 1 ? '' : ` (and ${refused - 1} other requests refused since the last such line)`;
  try {
    logger.warn?.(`Vortex webhook: request refused. ${error.message}${others}`, { code: error.code, refused, error });
  } catch {
    // A logger that fails has nobody to tell.
  }
}
