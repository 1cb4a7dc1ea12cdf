import { CLI } from '../../shared/cli-name.ts';
import { type AppAnswer, tellAnswer } from '../answer.ts';
import { ANALYTICS_NAMES, EVENT_TYPES, similarType } from '../event-types.ts';
import { API_KEY, EMULATOR } from '../settings/options.ts';
import { Settings } from '../settings/settings.ts';
import { type Command, command } from '../shell/command.ts';
import { readObject, readScope, readUrl } from '../shell/read.ts';
import { type Terminal, UsageError } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';
import { REAL_TYPES, triggerReal } from './real.ts';

const TIMEOUT_MS = 30_000;

/** `trigger`. */
export const trigger: Command = command({
  summary: 'send one signed event to an address',
  about:
    'Sends one signed webhook event with example data to an address; no emulator is needed. With --real, a running emulator creates an invitation and makes the event happen to it, so that handlers can look the invitation up.',
  argument: { name: 'EVENT', about: 'the event type, such as invitation.accepted' },
  options: {
    to: { value: 'URL', about: 'where to send it, such as http://127.0.0.1:3000/webhooks/vortex', read: readUrl },
    secret: { value: 'SECRET', about: "the secret to sign with (default VORTEX_WEBHOOK_SECRET, or the emulator's)" },
    data: {
      value: 'JSON',
      about: 'an object to merge into the example data',
      read: readObject('{"targetEmail":"ada@example.com"}'),
    },
    force: { about: 'send the event even if its type is unknown' },
    real: { about: 'create an invitation in a running emulator, and deliver its event' },
    email: { value: 'ADDRESS', about: 'with --real: whom to invite (default: a new address at example.com)' },
    scope: { value: 'TYPE:ID', about: 'with --real: the scope to invite to (default team:team-1)', read: readScope },
    ...API_KEY,
    ...EMULATOR,
    json: { about: '{ id, type, url, status, durationMs, body }' },
  },
  notes: [
    `Event types: ${EVENT_TYPES.join(', ')}; analytics events: ${ANALYTICS_NAMES.join(', ')}.`,
    `With --real: ${REAL_TYPES.join(', ')}. Without --to, the event goes to the emulator's webhook endpoints.`,
  ],
  exits: { 0: 'accepted (2xx)', 1: 'refused', 2: 'wrong usage', 4: 'no response within 30 s' },
  examples: [
    `${CLI} trigger invitation.accepted --to http://127.0.0.1:3000/webhooks/vortex`,
    `${CLI} trigger invitation.accepted --real --scope team:42`,
    `${CLI} trigger member.created --to http://127.0.0.1:3000/webhooks/vortex --data '{"targetEmail":"ada@example.com"}'`,
  ],
  async run({ argument: type, options }, terminal) {
    checkType(type, options.force === true);
    if (options.real) {
      if (options.data) throw new UsageError('--data only works without --real; with --real, use --email and --scope.');
      return triggerReal(type, options, terminal);
    }
    const stray = options.email !== undefined ? '--email' : options.scope ? '--scope' : undefined;
    if (stray !== undefined) throw new UsageError(`${stray} needs --real; without it, use --data.`);
    const { to: url, json = false } = options;
    if (url === undefined) throw new UsageError('missing --to URL (where to send the event).');
    const settings = new Settings(terminal, options);
    const secret = settings.secret();
    settings.tell();
    const { createAnalyticsEvent, signedWebhook } = await import('@vortex/core/testing');
    const signed = ANALYTICS_NAMES.includes(type)
      ? signedWebhook(createAnalyticsEvent(type, options.data && { payload: options.data }), { secret })
      : signedWebhook(type, { secret, event: { data: options.data } });
    const answer = await send(url, signed, terminal);
    const { status, durationMs, body } = answer;
    if (json && status !== null) {
      terminal.out(jsonLine({ id: signed.event.id, type, url, status, durationMs, body }));
    } else if (!json) terminal.out(`${type} ${terminal.styles.dim(String(signed.event.id))}\n`);
    return tellAnswer(answer, json, 'trigger', terminal);
  },
});

/** Refuses what is probably a typing error, unless it is insisted on: Vortex may have events that we don't know. */
function checkType(type: string, force: boolean): void {
  if (force || EVENT_TYPES.includes(type) || ANALYTICS_NAMES.includes(type)) return;
  const similar = similarType(type);
  const meant = similar === undefined ? '' : ` Did you mean ${JSON.stringify(similar)}?`;
  const known = [...EVENT_TYPES, ...ANALYTICS_NAMES].map((name) => `  ${name}\n`).join('');
  throw new UsageError(
    `unknown event type ${JSON.stringify(type)}.${meant} The event types are\n\n${known}\n--force sends it anyway.`,
  );
}

interface Signed {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function send(url: string, { body, headers }: Signed, { stopped }: Terminal): Promise<AppAnswer> {
  const started = performance.now();
  const took = (): number => Math.round(performance.now() - started);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      // Nothing to keep a connection for.
      headers: { ...headers, connection: 'close' },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await answer.text();
    const contentType = answer.headers.get('content-type') ?? undefined;
    return { url, status: answer.status, error: null, durationMs: took(), body: text, contentType };
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { url, status: null, error: reason, durationMs: took(), body: '' };
  }
}
