import type { VortexErrorCode } from '@vortex/core';

/** What the code's own tables don't say of an error. */
export interface ErrorFact {
  /** What happened, in one sentence. */
  readonly meaning: string;
  /** What brings it about, most likely first. */
  readonly cause: string;
  /** What to do. */
  readonly fix: string;
  /** The status of the response, where one of our handlers answers with this code. */
  readonly status?: string;
}

/** Every code; one that is missing does not compile. */
export const ERROR_FACTS: Readonly<Record<VortexErrorCode, ErrorFact>> = {
  missing_api_key: {
    meaning: 'No API key was found.',
    cause: 'No `apiKey` was passed and `VORTEX_API_KEY` is not set in the process that runs.',
    fix: 'Set `VORTEX_API_KEY`, or pass the key. `npx @vortex/emulator doctor` shows what your app can see.',
    status: '500',
  },
  invalid_api_key: {
    meaning: 'The API key does not have the form `VRTX.<id>.<secret>`.',
    cause: 'A truncated copy, quotes or whitespace around it, or a webhook secret instead of the key.',
    fix: 'Copy the key from the dashboard again; it is shown once. A key whose id is not 22 characters is never valid.',
    status: '500',
  },
  missing_webhook_secret: {
    meaning: 'No webhook secret was found.',
    cause: 'No `secret` was passed and `VORTEX_WEBHOOK_SECRET` is not set.',
    fix: "Set `VORTEX_WEBHOOK_SECRET` to the endpoint's secret from the dashboard, or to the one the emulator prints.",
    status: '500',
  },
  invalid_webhook_secret: {
    meaning: 'The webhook secret is not a valid string.',
    cause: 'It is empty, or has whitespace around it: a trailing newline from a file or a shell.',
    fix: 'Remove the whitespace. During a rotation, pass an array of such strings.',
    status: '500',
  },
  invalid_option: {
    meaning: 'An option is unknown or has an invalid value.',
    cause: 'A misspelled name, or a value of the wrong type, usually from JavaScript or from the environment.',
    fix: 'The message names the option and, for an unknown one, the closest known name.',
    status: '500',
  },
  lookup_found_nothing: {
    meaning: 'A function that looks up a secret, a key or a client returned nothing.',
    cause: 'An unknown tenant, or a binding that is missing in this environment.',
    fix: 'Return a value for every request, or throw your own error. The environment variable is never used instead.',
    status: '500',
  },
  browser_environment: {
    meaning: 'Server code runs in a browser.',
    cause: 'A server module was imported by client code, or a test runs under jsdom or happy-dom.',
    fix: 'Move the import to the server. In tests, use the Node environment: `@vitest-environment node` or `@jest-environment node`.',
  },
  invalid_payload: {
    meaning: 'The payload to sign is not an object with the expected fields.',
    cause: '`null`, an array, a promise that was not awaited.',
    fix: 'Pass a plain object such as `{ user: { id } }`.',
  },
  missing_user_id: {
    meaning: 'The user has no id.',
    cause: '`user.id` is `undefined`, `null` or empty where a signature needs it.',
    fix: "Pass the user's id from your database.",
  },
  conflicting_user_id: {
    meaning: '`id` and `userId` are both set and differ.',
    cause: 'A user object with the ids of two systems.',
    fix: 'Pass only one of them.',
  },
  reserved_claim: {
    meaning: 'An extra claim would override one that identifies the user.',
    cause:
      'Extra claims of `generateJwt` or the result of `claims` contain `userId`, `exp`, `user` or another reserved name.',
    fix: 'Rename the claim, or set the value through `user`.',
    status: '500',
  },
  unserializable_payload: {
    meaning: 'The payload cannot be written as JSON.',
    cause: 'A circular reference, a BigInt, or a `toJSON` that throws.',
    fix: 'Pass plain JSON values.',
  },
  invalid_expires_in: {
    meaning: 'The lifetime of a token cannot be read.',
    cause: 'A format other than `5m`, `1h`, `7d` or a positive whole number of seconds; a date in the past.',
    fix: "Use `'15m'`, `'1h'`, `'7d'`, a number of seconds, or a `Date`.",
  },
  verification_unavailable: {
    meaning: 'Tokens cannot be verified in this environment.',
    cause: 'WebCrypto is missing, or a DOM test environment replaced the built-in classes.',
    fix: 'Run the code, or the test, in a server environment. The message names what is missing.',
  },
  token_malformed: {
    meaning: 'The value is not a JWT.',
    cause: 'A truncated token, or another kind of string.',
    fix: 'Treat it as not signed in. Pass the token alone, without `Bearer`.',
  },
  token_too_large: {
    meaning: 'The token is too long.',
    cause: 'Not a Vortex token, or a payload with far too many variables.',
    fix: 'Refuse it. Keep tokens small: browsers and proxies limit the length of headers.',
  },
  token_algorithm_refused: {
    meaning: 'The token uses an algorithm other than HS256.',
    cause: 'A token of another issuer, or a forged header such as `alg: none`.',
    fix: 'Refuse it.',
  },
  token_critical_header_refused: {
    meaning: 'The header lists critical extensions (`crit`).',
    cause: 'A token of another issuer.',
    fix: 'Refuse it.',
  },
  token_header_repeated: {
    meaning: 'A header field occurs twice.',
    cause: 'A forged token: readers disagree about which of the two is valid.',
    fix: 'Refuse it.',
  },
  token_key_unknown: {
    meaning: 'The token was signed with another API key.',
    cause: 'A key was rotated and the old one removed too early, or the token belongs to another environment.',
    fix: 'During a rotation, pass both keys to `verifyToken`.',
  },
  token_signature_invalid: {
    meaning: 'The signature does not match.',
    cause: 'The token was changed, or the secret part of the key differs.',
    fix: 'Refuse it.',
  },
  token_expired: {
    meaning: 'The token has expired.',
    cause: 'The page has been open for longer than `tokenExpiresIn`.',
    fix: 'Let the page fetch a new one.',
  },
  token_not_yet_valid: {
    meaning: 'The token is dated in the future.',
    cause: 'Clocks that differ, or a `nbf` that has not been reached.',
    fix: 'Synchronize the clocks. `clockTolerance` allows some seconds.',
  },
  token_without_expiry: {
    meaning: 'The token never expires.',
    cause: 'It was not made by a Vortex SDK.',
    fix: 'Refuse it.',
  },
  token_expiry_invalid: {
    meaning: 'The expiry is not a number of seconds.',
    cause: 'It was not made by a Vortex SDK.',
    fix: 'Refuse it.',
  },
  token_claims_invalid: {
    meaning: 'A claim has an invalid type.',
    cause: 'A user id beyond the safe integers, for example.',
    fix: 'Sign large ids as strings.',
  },
  invalid_argument: {
    meaning: "A method got a value that can't be sent.",
    cause: 'An empty id, an unknown target type, a scope without its type.',
    fix: 'The message names the argument and what is expected.',
  },
  authentication_failed: {
    meaning: 'Vortex responded with 401: it does not know this API key.',
    cause: 'A revoked key, a key of another environment, or the base URL of another one.',
    fix: 'Check key and `baseUrl` with `npx @vortex/emulator doctor`.',
  },
  permission_denied: {
    meaning: 'Vortex responded with 403: the key is not allowed to do this.',
    cause: 'The key belongs to another account or environment than the resource.',
    fix: 'Use a key of the right environment.',
  },
  not_found: {
    meaning: 'There is no such resource.',
    cause:
      'An unknown id, or one of another environment. Our routes also respond with 404 if a rule hides an invitation.',
    fix: 'Treat it as gone.',
    status: '404',
  },
  conflict: {
    meaning: "The invitation's state does not allow the call.",
    cause: 'It has been accepted, revoked or has expired.',
    fix: 'Read it to see its state. The routes tell `already_accepted`, `expired` and `revoked` apart.',
    status: '409',
  },
  validation_failed: {
    meaning: 'Vortex responded with 400 or 422: it does not accept the body.',
    cause: 'A missing field or an unknown component id.',
    fix: "Read the error's `body`; it says which field.",
    status: '400 or 422',
  },
  rate_limited: {
    meaning: 'Vortex responded with 429, even after the retries.',
    cause: 'Too many calls.',
    fix: 'Wait `retryAfter` seconds.',
  },
  server_error: {
    meaning: 'Vortex responded with 5xx, even after the retries.',
    cause: 'An outage.',
    fix: 'Try again later, with the `idempotencyKey` of the error for a call that changes something.',
  },
  api_error: {
    meaning: 'Vortex responded with an unexpected status or a redirect.',
    cause: 'A base URL that is not the API, or a proxy in between.',
    fix: 'Check `baseUrl`. Redirects are not followed, so that the key is sent nowhere else.',
  },
  invalid_response: {
    meaning: 'The response is not what the API promises.',
    cause: 'A proxy or captive portal responded with its own page, or the response was cut off.',
    fix: "Look at the error's `status` and `body`. A call that changes something may have taken effect.",
  },
  connection_failed: {
    meaning: 'Vortex could not be reached, or the connection broke.',
    cause: 'DNS, a firewall, a certificate, or an emulator that is not running.',
    fix: 'The message and `cause` say which. If no connection was made, the client retries automatically.',
  },
  timeout: {
    meaning: 'The call took longer than its `timeout`.',
    cause: 'A slow network or an overloaded service.',
    fix: 'A call that changes something may have taken effect: repeat it with the `idempotencyKey` of the error.',
  },
  aborted: {
    meaning: "The caller's `signal` ended the call.",
    cause: 'Your `AbortController`, or a client that closed its connection to our routes.',
    fix: 'Nothing, usually. `cause` is the reason of the signal.',
    status: '503',
  },
  signature_missing: {
    meaning: 'The request has no `X-Vortex-Signature` header.',
    cause: 'The request does not come from Vortex, or a proxy removed the header.',
    fix: 'Configure the proxy to pass the header on.',
    status: '401',
  },
  signature_invalid: {
    meaning: 'The signature does not match the bytes.',
    cause: 'Another secret, or a body that was parsed and serialized again on its way.',
    fix: 'Compare the secret with the dashboard. Mount the webhook before any body parser.',
    status: '401',
  },
  signature_repeated: {
    meaning: 'The signature header was sent more than once.',
    cause: 'A proxy that duplicates headers, or an attempt to confuse the check.',
    fix: 'Configure the proxy to send the header once.',
    status: '400',
  },
  raw_body_unavailable: {
    meaning: 'The bytes that were signed are gone.',
    cause: 'A body parser of the app, or middleware, read the body first.',
    fix: 'Mount the webhook before the parser, or keep the raw bytes. The message says how to do that in your framework.',
    status: '500',
  },
  invalid_event: {
    meaning: 'The signed body is not an event.',
    cause: 'It is not JSON, or has neither `type` nor `name`.',
    fix: 'Send only events to this endpoint.',
    status: '400',
  },
  event_too_old: {
    meaning: 'The event is older than `maxAge`.',
    cause: 'A late retry, or a recorded request that was replayed.',
    fix: 'Set `maxAge` longer than your longest outage, or leave it unset and rely on the replay store.',
    status: '400',
  },
  event_in_progress: {
    meaning: 'The same event is being handled right now.',
    cause: 'A second delivery arrived before the first one had ended.',
    fix: 'Nothing: the sender tries again after `Retry-After`.',
    status: '503',
  },
  handler_failed: {
    meaning: 'One of your handlers threw an error.',
    cause: 'See the stack of the cause in the log.',
    fix: 'Fix the handler; the event is delivered again.',
    status: '500',
  },
  handler_timeout: {
    meaning: 'The handlers took longer than `handlerTimeout`.',
    cause: 'A slow database or API.',
    fix: 'Put the event into a queue, or raise the limit. Stop the work when `context.signal` is aborted.',
    status: '500',
  },
  store_unavailable: {
    meaning: 'The replay store failed or did not respond in time.',
    cause: 'Redis or the database cannot be reached.',
    fix: 'Nothing is lost: no handler has run, and the event is delivered again.',
    status: '503',
  },
  claim_lost: {
    meaning: 'A handler finished after its claim on the event had expired.',
    cause: 'The store was restarted empty, or the handler outlived the lease; another delivery may have run as well.',
    fix: 'To make an effect happen exactly once, use `firstTime` in your own transaction. Use a longer `lease`.',
  },
  route_not_found: {
    meaning: 'There is no such route.',
    cause: 'A wrong base path or a misspelled path.',
    fix: 'Compare `basePath` with the path where the routes are mounted.',
    status: '404',
  },
  method_not_allowed: {
    meaning: 'The path exists, but not for this method.',
    cause: 'A GET request to a route that expects POST.',
    fix: 'The `Allow` header lists the methods.',
    status: '405',
  },
  origin_refused: {
    meaning: 'The request comes from a page of another origin.',
    cause: 'A page on another domain, or a proxy that changes `Host`.',
    fix: 'List the origin in `trustedOrigins`, or let the proxy keep `Host` (or set `trustProxy`).',
    status: '403',
  },
  unauthenticated: {
    meaning: 'No user is signed in.',
    cause: '`authenticate` returned `null`: no session, or an expired one.',
    fix: 'Sign in. If the user is signed in, check that cookies are sent.',
    status: '401',
  },
  authenticate_failed: {
    meaning: 'Your `authenticate` threw or returned something that is not a user.',
    cause: 'A broken session store; a user without an id.',
    fix: 'See the cause in the log.',
    status: '500',
  },
  unsupported_content_type: {
    meaning: 'The body is not JSON.',
    cause: 'A form, or a missing Content-Type.',
    fix: 'Send `Content-Type: application/json`.',
    status: '415',
  },
  unsupported_content_encoding: {
    meaning: 'The body is compressed.',
    cause: 'A client or proxy that compresses requests.',
    fix: 'Send it uncompressed.',
    status: '415',
  },
  body_too_large: {
    meaning: 'The body is over the limit.',
    cause: 'More than `maxBodyBytes`.',
    fix: 'Raise `maxBodyBytes`, and the limit of a proxy or host in front.',
    status: '413',
  },
  body_unreadable: {
    meaning: 'The body ended early, or its stream failed.',
    cause: 'A broken connection, or a limit of the framework in front.',
    fix: 'Raise the limit of the framework (`BODY_SIZE_LIMIT` in SvelteKit, for example).',
    status: '400',
  },
  body_timeout: {
    meaning: 'The body did not arrive within `bodyTimeout`.',
    cause: 'A slow or stalled sender.',
    fix: 'Nothing, usually: the sender tries again.',
    status: '408',
  },
  invalid_request: {
    meaning: 'A value in the request is missing or invalid.',
    cause: 'A missing field, an unknown field, more than 50 ids.',
    fix: 'The message names the field and the expected shape.',
    status: '400',
  },
  forbidden: {
    meaning: 'The rule for this action does not allow it.',
    cause: "Another person's invitation, or a scope the user does not belong to.",
    fix: 'If it should be allowed, return the scope from `authenticate`, or set a rule in `authorize`.',
    status: '403',
  },
  already_accepted: {
    meaning: 'Somebody else has accepted the invitation.',
    cause: 'A link that was passed on. If the same user accepts again, the response is 200.',
    fix: 'Ask for a new invitation.',
    status: '409',
  },
  expired: {
    meaning: 'The invitation has expired.',
    cause: 'It was not accepted in time.',
    fix: 'Ask for a new invitation.',
    status: '409',
  },
  revoked: {
    meaning: 'The invitation has been revoked.',
    cause: 'Its creator or an admin withdrew it.',
    fix: 'Ask for a new invitation.',
    status: '409',
  },
  authorize_failed: {
    meaning: 'Your rule in `authorize` threw an error.',
    cause: 'See the stack of the cause in the log.',
    fix: 'Fix the rule. A rule that throws never allows the action.',
    status: '500',
  },
  claims_failed: {
    meaning: 'Your `claims` function threw an error.',
    cause: 'See the stack of the cause in the log.',
    fix: 'Fix the function.',
    status: '500',
  },
  upstream_refused_key: {
    meaning: "Vortex refuses this server's API key.",
    cause: 'A revoked key, or one of another environment.',
    fix: 'Replace `VORTEX_API_KEY`. The details are in the log; the response does not show them.',
    status: '502',
  },
  upstream_unreachable: {
    meaning: 'Vortex could not be reached from this server.',
    cause: 'DNS, firewall, or an emulator that is not running.',
    fix: 'See the cause in the log.',
    status: '502',
  },
  upstream_unavailable: {
    meaning: 'Vortex is overloaded, failing, or something other than its API responds.',
    cause: 'An outage, a rate limit, a proxy.',
    fix: 'Try again; `Retry-After` is passed on.',
    status: '502 or 503',
  },
  upstream_timeout: {
    meaning: 'Vortex did not respond in time.',
    cause: 'A slow network or an outage.',
    fix: 'Try again.',
    status: '504',
  },
  internal_error: {
    meaning: 'Something failed that has no code of its own.',
    cause: "One of your functions threw (`invitation`, a store's own error), or this is a bug in the package.",
    fix: 'See the cause in the log. If the stack starts in this package, please report it.',
    status: '500',
  },
};
