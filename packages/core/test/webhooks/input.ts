import { hmacKey } from '../../src/crypto/hmac.ts';
import type { BodySource, HandlerInput } from '../../src/http/handler.ts';
import type { VortexWebhookOptions } from '../../src/webhooks/options.ts';
import { receiveWebhook } from '../../src/webhooks/receive.ts';

/** The secret of these tests. */
export const SECRET = 'whsec_test_secret_key_1234567890';

/** The signature of a body under {@link SECRET} or another one. */
export function signatureOf(body: string | Uint8Array, secret: string = SECRET): string {
  return hmacKey(secret).hex(body);
}

/** A valid event's body. */
export function bodyOf(fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    id: 'evt_1',
    type: 'invitation.accepted',
    timestamp: new Date().toISOString(),
    accountId: 'acc_1',
    environmentId: 'env_1',
    sourceTable: 'invitations',
    operation: 'update',
    data: { invitationId: 'inv_1', targetEmail: 'ada@example.com' },
    ...fields,
  });
}

/** What of a request a test may set. */
export interface RequestParts {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodySource;
  readonly waitUntil?: (work: Promise<unknown>) => void;
}

/** A request as an adapter hands it over, correctly signed unless told otherwise. */
export function request(parts: RequestParts = {}): HandlerInput<{ readonly from: string }> {
  const body = parts.body ?? bodyOf();
  const signed =
    typeof body === 'string' || body instanceof Uint8Array ? { 'x-vortex-signature': signatureOf(body) } : {};
  const headers: Readonly<Record<string, string>> = parts.headers ?? signed;
  return {
    method: parts.method ?? 'POST',
    pathname: '/',
    query: '',
    header: (name) => headers[name],
    body,
    request: { from: 'the framework' },
    waitUntil: parts.waitUntil,
  };
}

/** Delivers one request to an endpoint with {@link SECRET}; keep `options` to keep its state. */
export function endpoint(options: VortexWebhookOptions<{ readonly from: string }>): {
  readonly options: VortexWebhookOptions<{ readonly from: string }>;
  readonly deliver: (parts?: RequestParts) => ReturnType<typeof receiveWebhook>;
} {
  const whole = { secret: SECRET, ...options };
  return { options: whole, deliver: (parts) => receiveWebhook(request(parts), whole) };
}

/** A promise and the means to settle it. */
export function deferred(): {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
} {
  let resolve: () => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Some milliseconds of the real clock. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
