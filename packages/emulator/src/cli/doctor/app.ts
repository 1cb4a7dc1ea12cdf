import { randomBytes } from 'node:crypto';
import { createWebhookEvent, signWebhook } from '@vortex/core/testing';
import { isWebPage } from '../../shared/web-page.ts';
import { plain } from '../shell/text.ts';
import { type Check, ok, problem, warning } from './check.ts';

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly text: string;
  readonly location: string | null;
  readonly contentType: string;
}

const RAW_BODY =
  'Express: mount vortexWebhook before express.json(), or keep the bytes as rawBody in its `verify`. Nest: ' +
  'NestFactory.create(AppModule, { rawBody: true }). Fastify: vortexWebhook reads request.raw itself, so nothing may read it first. ' +
  "Elysia: parse: 'none' on the route. hapi: payload: { parse: false }. Next, Hono, SvelteKit, Astro: await " +
  'request.text(), not json().';

/**
 * Sends signed events of the type `vortex.doctor` to a running app. The first is written so that parsing and writing it
 * again changes its bytes.
 */
export async function checkApp(url: string, secret: string, timeout: number): Promise<Check> {
  const send = (body: string, key: string): Promise<Answer> => post(url, body, signWebhook(body, key), timeout);
  try {
    const answer = await send(awkward(), secret);
    if (isTaken(answer) && isWebPage(answer.contentType, answer.text)) return webPage(url, answer);
    if (isTaken(answer)) {
      const forged = await send(awkward(), randomBytes(24).toString('base64url'));
      return isTaken(forged)
        ? takesAnything(url)
        : ok('app', `${url} verifies the raw bytes and refuses a forged event`);
    }
    if (answer.code === 'raw_body_unavailable') return parsedTooEarly(plain(answer.text));
    if (answer.status !== 400 && answer.status !== 401 && answer.status !== 403) return otherAnswer(url, answer);
    if (answer.code === 'signature_missing') {
      const fix = 'Make the proxy in front of your app pass on the X-Vortex-Signature header.';
      return problem('app', 'The signature did not reach the app.', fix);
    }
    const compact = await send(JSON.stringify(JSON.parse(awkward())), secret);
    if (isTaken(compact)) return parsedTooEarly('It accepts a body only in the form that JSON.stringify writes.');
    return signatureRefused(answer);
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return problem('app', `${url} does not respond: ${reason}.`, 'Is your app running there?');
  }
}

async function post(url: string, body: string, signature: string, timeout: number): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-vortex-signature': signature, connection: 'close' },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    code: codeOf(text),
    text: text.slice(0, 500),
    location: answer.headers.get('location'),
    contentType: answer.headers.get('content-type') ?? '',
  };
}

function codeOf(text: string): string | undefined {
  try {
    const { code }: { readonly code?: unknown } = Object(JSON.parse(text));
    return typeof code === 'string' ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Valid JSON in a form that no serialiser would give it: whitespace, an escape that is not needed, a number as 1.0. */
function awkward(): string {
  const event = createWebhookEvent('vortex.doctor', { data: { note: 'caf-e', number: 1 } });
  return `${JSON.stringify(event, null, 3).replace('caf-e', 'caf\\u00e9').replace('"number": 1', '"number": 1.0')}\n`;
}

function isTaken({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

function takesAnything(url: string): Check {
  const fix =
    'Use vortexWebhook, or respond with 401 if verifySignature returns false. Otherwise anyone can send events.';
  return problem('app', `${url} accepts an event with a forged signature.`, fix);
}

/** Frameworks with a page for every path answer a POST to a path without a route with that page, and status 200. */
function webPage(url: string, { status }: Answer): Check {
  const fix =
    'The usual path is /webhooks/vortex. Check the path, and that its route accepts POST. Events sent here are lost.';
  return problem('app', `${url} responds with ${status} and a web page: there is no webhook endpoint here.`, fix);
}

function parsedTooEarly(detail: string): Check {
  return problem('app', `A body parser runs before the signature is verified. ${detail}`, RAW_BODY);
}

function signatureRefused({ status, code }: Answer): Check {
  if (code === 'signature_invalid') {
    const fix = 'Give the app and this command the same VORTEX_WEBHOOK_SECRET (--secret here).';
    return problem('app', 'The app refuses the signature: its secret is different.', fix);
  }
  const fix =
    'Either the app has a different secret (--secret here), or a sign-in, CSRF or token check runs before the webhook: exempt its path.';
  return problem('app', `The app responds with ${status} to a signed event.`, fix);
}

function otherAnswer(url: string, { status, code, text, location }: Answer): Check {
  if (code === 'handler_failed' || code === 'handler_timeout') {
    const fix =
      "The signature was accepted. See your app's log: handlers should ignore event types that they do not know.";
    return warning('app', `A handler of the app failed on an event of an unknown type (${code}).`, fix);
  }
  if (code === 'missing_webhook_secret' || code === 'invalid_webhook_secret') {
    return problem('app', 'The app has no valid webhook secret.', 'Set VORTEX_WEBHOOK_SECRET where the app runs.');
  }
  if (status === 404 || status === 405) {
    return problem(
      'app',
      `${url} responds with ${status}: there is no webhook endpoint.`,
      'The usual path is /webhooks/vortex; is it mounted?',
    );
  }
  if (status >= 300 && status < 400) {
    const fix = 'Use the address that it redirects to (a trailing slash?), or exempt the path from the sign-in.';
    return problem(
      'app',
      `${url} redirects to ${plain(location ?? 'nowhere')}; deliveries do not follow redirects.`,
      fix,
    );
  }
  return problem(
    'app',
    `The app responds with ${status} to a signed event: ${plain(text).trim()}`,
    "See your app's log.",
  );
}
