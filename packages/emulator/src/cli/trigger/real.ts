import { CLI } from '../../shared/cli-name.ts';
import { tellAnswer } from '../answer.ts';
import { answerOf, attempted, type ShownDelivery, waitFor } from '../deliveries/shown.ts';
import { acceptAs } from '../invitations/accept.ts';
import { asApp, type ClientOptions, changingClientOf, type EmulatorClient } from '../invitations/client.ts';
import type { RunningEmulator } from '../running-emulator.ts';
import { Settings } from '../settings/settings.ts';
import { EXIT, type Terminal, UsageError } from '../shell/terminal.ts';
import { jsonLine, plain } from '../shell/text.ts';
import { type Endpoint, endpointsOf } from '../webhook/endpoints.ts';

interface RealOptions extends ClientOptions {
  readonly to: string | undefined;
  readonly secret: string | undefined;
  readonly email: string | undefined;
  readonly scope: { readonly type: string; readonly id: string } | undefined;
  readonly json: true | undefined;
}

interface Made {
  readonly id: string;
  readonly shortLink: string;
}

/** What happens to the invitation, once it is made, for each event that this can bring about. */
const LIVES: Readonly<Record<string, (client: EmulatorClient, made: Made) => Promise<unknown>>> = {
  'invitation.created': async () => {},
  'invitation.email.delivered': async () => {},
  'invitation.email.bounced': async () => {},
  'invitation.link.clicked': (_, { shortLink }) => fetch(shortLink, { redirect: 'manual' }),
  'invitation.accepted': ({ vortex }, { id }) => acceptAs(vortex, id),
  'member.created': ({ vortex }, { id }) => acceptAs(vortex, id),
  'group.member.added': ({ vortex }, { id }) => acceptAs(vortex, id),
  'invitation.deactivated': ({ vortex }, { id }) => vortex.revokeInvitation(id),
};

/** The events that `--real` can bring about. */
export const REAL_TYPES: readonly string[] = Object.keys(LIVES);

const TIMEOUT_MS = 35_000;

/** Makes an invitation in the running emulator, lets `type` happen to it, and shows what the app answered. */
export async function triggerReal(type: string, options: RealOptions, terminal: Terminal): Promise<number> {
  const happen = LIVES[type];
  if (!happen) throw new UsageError(`--real supports ${REAL_TYPES.join(', ')}, but not ${type}.`);
  const client = await changingClientOf(terminal, options);
  const { endpoints, temporary } = await receivers(client.emulator, type, options, terminal);
  try {
    const made = await asApp(invite(client, type, options));
    await asApp(happen(client, made));
    const found = await Promise.all(
      endpoints.map(({ id }) =>
        waitFor(client.emulator, TIMEOUT_MS, terminal, async () =>
          (await attempted(client.emulator, id)).find((one) => one.type === type && invitationOf(one) === made.id),
        ),
      ),
    );
    return Math.max(...found.map((delivery) => tell(delivery, made.id, options.json === true, terminal)));
  } finally {
    if (temporary) await client.emulator.ask('DELETE', `/webhooks/${temporary.id}`);
  }
}

function invite({ vortex }: EmulatorClient, type: string, { email, scope }: RealOptions) {
  const { type: scopeType, id: scopeId } = scope ?? { type: 'team', id: 'team-1' };
  // A new address: a second invitation of the same person to the same scope would be the first one.
  const name = type === 'invitation.email.bounced' ? 'bounce' : 'grace';
  return vortex.createInvitation({
    widgetConfigurationId: 'component-1',
    target: { type: 'email', value: email ?? `${name}+${Date.now().toString(36)}@example.com` },
    inviter: { userId: 'user-1', name: 'Ada' },
    scopeType,
    scopeId,
    scopeName: scopeId,
  });
}

/** The endpoints that will get the event: those of the emulator, or one at the address given, while this runs. */
async function receivers(
  emulator: RunningEmulator,
  type: string,
  options: RealOptions,
  terminal: Terminal,
): Promise<{ readonly endpoints: readonly Endpoint[]; readonly temporary?: Endpoint }> {
  const ready = (await endpointsOf(emulator)).filter(
    ({ url, events, paused }) =>
      !paused && (events === null || events.includes(type)) && (options.to === undefined || url === options.to),
  );
  const [registered] = ready;
  if (registered && options.secret !== undefined) {
    throw new UsageError(
      `--secret can't be used: ${registered.url} is an endpoint of the emulator, with its own secret. \`${CLI} webhook rotate\` changes it.`,
    );
  }
  if (registered) return { endpoints: ready };
  if (options.to === undefined) {
    throw new UsageError(
      `missing --to URL: no webhook endpoint of ${emulator.url} gets ${type}. \`${CLI} webhook add URL\` adds one.`,
    );
  }
  const settings = new Settings(terminal, options);
  const secret = settings.secret();
  settings.tell();
  const body = { url: options.to, secret, events: [type], temporary: true };
  const temporary = await emulator.ask<Endpoint>('POST', '/webhooks', body);
  return { endpoints: [temporary], temporary };
}

function invitationOf({ event }: ShownDelivery): unknown {
  return 'data' in event && typeof event.data === 'object' ? Reflect.get(event.data, 'invitationId') : undefined;
}

function tell(delivery: ShownDelivery, invitationId: string, json: boolean, terminal: Terminal): number {
  const [attempt] = delivery.attempts;
  if (!attempt) return EXIT.failed;
  const { url, type, event } = delivery;
  const { status, durationMs, response: body } = attempt;
  if (json) terminal.out(jsonLine({ id: event.id, type, url, status, durationMs, body, invitationId }));
  else {
    const { dim } = terminal.styles;
    terminal.out(`${type} ${dim(`${event.id} of invitation ${invitationId} to ${plain(url)}`)}\n`);
  }
  return tellAnswer(answerOf(delivery, attempt), json, 'trigger', terminal);
}
