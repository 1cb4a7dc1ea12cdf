import { vi } from 'vitest';
import type { DeliveryAttempt } from '../../../src/cloud/webhooks/delivery.ts';
import { createEmulator, type Emulator } from '../../../src/index.ts';
import { type Receiver, receiver } from '../receiver.ts';
import { DAY, describeStep, HOUR, Made, type Step } from './steps.ts';

/** The verifying half of an SDK. */
export interface WebhooksOfSdk {
  verifySignature(payload: Buffer, signature: string): boolean;
  constructEvent(payload: Buffer, signature: string): unknown;
}

/** An SDK under comparison. */
export interface Sdk {
  readonly name: string;
  /** A client, which finds its emulator in the environment. */
  client(apiKey: string): object;
  webhooks(secret: string): WebhooksOfSdk;
  /** Has an event handled by handlers of every kind that both SDKs know; gives those that were called. */
  handle(event: unknown, webhooks: WebhooksOfSdk): Promise<readonly string[]>;
}

/** What a call has come to: its value, an answer of the API that said no, or a refusal before any request. */
export type Outcome =
  | { readonly value: unknown }
  | { readonly status: number; readonly body: unknown }
  | { readonly refused: true };

/** One step, as the caller and the emulator saw it. */
export interface Entry {
  readonly step: string;
  /** The requests that it took: method, path, status. */
  readonly wire: readonly string[];
  readonly outcome: Outcome;
}

/** A whole life, and what is left at its end. */
export interface Transcript {
  readonly entries: readonly Entry[];
  readonly invitations: readonly unknown[];
  readonly outbox: readonly unknown[];
  readonly deliveries: readonly unknown[];
  /** What the app's webhook handlers saw. */
  readonly events: readonly unknown[];
}

const BIRTH = Date.UTC(2026, 0, 5, 9);

/** Lives through the steps with one SDK against an emulator of its own. Only `Date` is to be faked. */
export async function live(sdk: Sdk, steps: readonly Step[]): Promise<Transcript> {
  vi.setSystemTime(BIRTH);
  const [app, measuring] = [await receiver(), await receiver()];
  const wire: string[] = [];
  const emulator = await createEmulator({
    webhooks: [
      { url: app.url },
      { url: measuring.url, events: ['analytics', 'invitation.accepted'], secret: 'whsec_2' },
    ],
    // No retry comes by itself: each waits for the life's time to pass.
    retryDelays: [HOUR, DAY],
    seed: {
      invitations: [
        { target: { type: 'email', value: 'seeded@example.com' }, inviter: { userId: 'user-1' } },
        {
          target: { type: 'phone', value: '+15550000000' },
          inviter: { userId: 'user-2' },
          groups: [{ type: 'team', groupId: 'red' }],
          acceptedBy: { phone: '+15550000000' },
        },
      ],
      autojoin: [{ scopeType: 'team', scope: 'green', domains: ['green.example'] }],
    },
    log: (line) => {
      const request = /^((?:GET|POST|PUT|DELETE) \S+ \d+) /.exec(line)?.[1];
      if (request) wire.push(request);
    },
  });
  vi.stubEnv('VORTEX_API_BASE_URL', emulator.url);
  try {
    const client = sdk.client(emulator.apiKey);
    const ids: string[] = [];
    const entries: Entry[] = [];
    for (const [index, step] of steps.entries()) {
      vi.setSystemTime(BIRTH + index * 1000);
      const outcome = await perform(step, { client, emulator, app, ids });
      await emulator.idle();
      entries.push({ step: describeStep(step), wire: wire.splice(0), outcome });
    }
    const transcript = {
      entries,
      invitations: emulator.invitations,
      outbox: emulator.outbox,
      deliveries: emulator.deliveries.map(({ attempts, body, ...delivery }) => {
        const webhooks = sdk.webhooks(delivery.url === app.url ? emulator.webhookSecret : 'whsec_2');
        const signed = (signature = '') => webhooks.verifySignature(Buffer.from(body), signature);
        return {
          ...delivery,
          body: JSON.parse(body),
          attempts: attempts.map((attempt) => comparable(attempt, signed)),
        };
      }),
      events: [await handled(sdk, app, emulator.webhookSecret), await handled(sdk, measuring, 'whsec_2')],
    };
    const neutral = [app.url, measuring.url, emulator.url].reduce(
      (text, url, n) => text.replaceAll(url, ['http://app', 'http://measuring', 'http://vortex'][n] ?? ''),
      JSON.stringify(transcript),
    );
    return JSON.parse(neutral);
  } finally {
    vi.unstubAllEnvs();
    await emulator.close();
    await Promise.all([app.close(), measuring.close()]);
  }
}

interface World {
  readonly client: object;
  readonly emulator: Emulator;
  readonly app: Receiver;
  /** The ids of what was made, by their order. */
  readonly ids: string[];
}

async function perform(step: Step, { client, emulator, app, ids }: World): Promise<Outcome> {
  const made = ({ n }: Made): string => ids[n] ?? 'never made';
  switch (step.do) {
    case 'wait':
      emulator.advanceTime(step.ms);
      return { value: null };
    case 'outage':
      app.statuses.push(503);
      return { value: null };
    case 'open': {
      const link = emulator.invitations.find(({ id }) => id === made(step.invitation))?.shortLink ?? emulator.url;
      const page = await fetch(link, { headers: { 'user-agent': step.userAgent } });
      return { value: [page.status, await page.text()] };
    }
    case 'share': {
      const token = await call(client, step.method, [step.claims]);
      const answer = await fetch(`${emulator.url}/api/v1/invitations/generate-shareable-link-invite`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ widgetConfigurationId: 'component-1' }),
      });
      const value = await answer.json();
      ids.push(value.data.invitation.id);
      return { value: { token, value } };
    }
    case 'call': {
      const outcome = await outcomeOf(() => call(client, step.method, resolve(step.args, made) as unknown[]));
      if (step.makes) ids.push(idIn(outcome));
      return outcome;
    }
  }
}

/** Calls an instance's method, or a static one. */
async function call(client: object, method: string, args: readonly unknown[]): Promise<unknown> {
  const owner: object = method in client ? client : client.constructor;
  return Reflect.apply(Reflect.get(owner, method), owner, args);
}

async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // The official SDK puts all it knows into the text of a plain Error.
    const [, status, body] = /^Vortex API request failed: (\d+) .*? - (.*)$/s.exec(error.message) ?? [];
    if (status !== undefined) return { status: Number(status), body: JSON.parse(body ?? 'null') };
    if ('status' in error && 'body' in error) return { status: Number(error.status), body: error.body };
    return { refused: true };
  }
}

function resolve(value: unknown, made: (which: Made) => string): unknown {
  if (value instanceof Made) return made(value);
  return Array.isArray(value) ? value.map((entry) => resolve(entry, made)) : value;
}

function idIn(outcome: Outcome): string {
  const value = 'value' in outcome ? (outcome.value as { id?: string; invitation?: { id?: string } | null }) : {};
  const id = value.id ?? value.invitation?.id;
  if (id === undefined) throw new Error(`Nothing was made: ${JSON.stringify(outcome)}`);
  return id;
}

async function handled(sdk: Sdk, { requests }: Receiver, secret: string): Promise<unknown[]> {
  const webhooks = sdk.webhooks(secret);
  const seen: unknown[] = [];
  for (const { headers, body } of requests) {
    const signature = String(headers['x-vortex-signature']);
    const event = webhooks.constructEvent(body, signature);
    const forged = webhooks.verifySignature(Buffer.concat([body, Buffer.from(' ')]), signature);
    seen.push({ event, forged, called: await sdk.handle(event, webhooks) });
  }
  return seen;
}

/** An attempt without how long it took, and with whether its signature fits: the ids in its body are random. */
function comparable(
  { durationMs: _, headers, ...attempt }: DeliveryAttempt,
  signed: (signature: string | undefined) => boolean,
): object {
  const { 'x-vortex-signature': signature, ...others } = headers;
  return { ...attempt, headers: others, signed: signed(signature) };
}
