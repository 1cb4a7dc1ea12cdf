import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ALL_WEBHOOK_EVENT_TYPES, AnalyticsEventTypes, isWebhookEvent, Vortex, VortexWebhooks } from '@vortex/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vortexHere } from '../../../test/support/in-process.ts';
import { type Receiver, receiver } from '../../../test/support/receiver.ts';
import { createEmulator, DEFAULT_WEBHOOK_SECRET, type Emulator } from '../../index.ts';

const GREEN = '\u001b[32m';
const RED = '\u001b[31m';

let app: Receiver;
const servers: Server[] = [];
beforeEach(async () => {
  app = await receiver();
});
afterEach(async () => {
  await app.close();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const trigger = (...args: string[]) => vortexHere(['trigger', ...args]);

describe('the event types', () => {
  const all = [...ALL_WEBHOOK_EVENT_TYPES, ...Object.values(AnalyticsEventTypes)];

  it('are all in the help, and all sent as what they are', async () => {
    const { out } = await trigger('--help');
    const sendable = ['member.created', 'widget_loaded'];
    for (const type of all) expect(out.replace(/\s+/g, ' ')).toContain(type);
    for (const type of sendable) expect(await trigger(type, '--to', app.url)).toMatchObject({ code: 0 });
    expect(app.requests.map(({ body }) => JSON.parse(body.toString()))).toMatchObject([
      { type: 'member.created' },
      { name: 'widget_loaded' },
    ]);
  });

  it('are listed where one is unknown, which is not sent', async () => {
    const { code, out, error } = await trigger('invitation.acepted', '--to', app.url);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain('unknown event type "invitation.acepted". Did you mean "invitation.accepted"?');
    for (const type of all) expect(error).toContain(`  ${type}\n`);
    expect(app.requests).toEqual([]);
  });

  it('may be unknown with --force', async () => {
    expect(await trigger('my.own.event', '--force', '--to', app.url)).toMatchObject({ code: 0 });
    expect(JSON.parse(app.requests[0]?.body.toString() ?? '')).toMatchObject({ type: 'my.own.event' });
  });
});

describe('the answer', () => {
  it('is printed with its status in colour where there is colour', async () => {
    const args = ['trigger', 'member.created', '--to', app.url];
    expect((await vortexHere(args, { color: true })).out).toContain(`${GREEN}200`);
    app.statuses.push(500);
    const failed = await vortexHere(args, { color: true });
    expect(failed.out).toContain(`${RED}500`);
    expect(failed.out).toContain('answer 500');
    expect((await trigger('member.created', '--to', app.url)).out).not.toContain('\u001b');
  });

  it.each([
    [500, 'oops', "The app's console says why"],
    [500, '{"code":"handler_failed"}', 'Your handler threw'],
    [500, '{"code":"missing_webhook_secret"}', 'set VORTEX_WEBHOOK_SECRET where it runs'],
    [500, '{"code":"raw_body_unavailable"}', 'mount the webhook first'],
    [401, '{"code":"signature_invalid"}', '--secret'],
    [403, '', 'CSRF'],
    [404, '', '/webhooks/vortex'],
    [308, '', 'do not follow redirects'],
    [429, '', 'npx @vortex/emulator doctor'],
    [200, '<!doctype html><title>Home</title>', 'there is no webhook endpoint'],
  ])('of %d with %j gets a hint', async (status, body, hint) => {
    const url = await serve((_request, response) => void response.writeHead(status).end(body));
    const { code, error } = await trigger('member.created', '--to', url, '--secret', 'whsec_test');
    expect([code, error]).toEqual([1, expect.stringContaining(hint)]);
    expect(error).toMatch(new RegExp(`the app responded with ${status}[. ].*\\.\\n$`));
  });
});

describe('--real', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await createEmulator({ retryDelays: [] });
  });
  afterEach(() => emulator.close());

  const real = (...args: string[]) => trigger(...args, '--real', '--emulator', emulator.url);

  it.each([
    'invitation.created',
    'invitation.email.delivered',
    'invitation.email.bounced',
    'invitation.link.clicked',
    'invitation.accepted',
    'member.created',
    'group.member.added',
    'invitation.deactivated',
  ])('lets a handler look up the invitation of %s', async (type) => {
    const vortex = new Vortex({ apiKey: emulator.apiKey, baseUrl: emulator.url });
    const webhooks = new VortexWebhooks({ secret: DEFAULT_WEBHOOK_SECRET });
    const seen: unknown[] = [];
    const url = await serve(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const event = webhooks.constructEvent(Buffer.concat(chunks), String(request.headers['x-vortex-signature']));
      if (!isWebhookEvent(event) || !('invitationId' in event.data)) return void response.writeHead(500).end();
      const { id, scopes } = await vortex.getInvitation(String(event.data.invitationId));
      seen.push({ type: event.type, id, scope: scopes?.[0]?.scopeId });
      response.end('ok');
    });
    const ran = await real(type, '--to', url, '--scope', 'team:42', '--json');
    expect(ran).toMatchObject({ code: 0 });
    const { invitationId } = JSON.parse(ran.out);
    expect(seen).toEqual([{ type, id: invitationId, scope: '42' }]);
    expect(emulator.webhooks).toEqual([]);
  });

  it('goes to the endpoints that the emulator has, which stay', async () => {
    emulator.addWebhook({ url: app.url });
    const { code, out } = await real('invitation.accepted', '--email', 'ada@x.test');
    expect(code).toBe(0);
    expect(out).toMatch(/^invitation\.accepted \S+ of invitation \S+ to http.*\n200 after \d+ ms\nanswer 200\n$/);
    expect(emulator.webhooks).toHaveLength(1);
    expect(emulator.invitations).toMatchObject([{ status: 'accepted', target: [{ value: 'ada@x.test' }] }]);
  });

  it('refuses a secret that the endpoint would not be signed with', async () => {
    emulator.addWebhook({ url: app.url });
    const { code, error } = await real('invitation.created', '--to', app.url, '--secret', 'whsec_other');
    expect([code, error]).toEqual([2, expect.stringContaining("--secret can't be used")]);
    expect(emulator.invitations).toEqual([]);
  });

  it('ends with 1 and the hint where the app refuses, and with 4 where nobody answers', async () => {
    app.statuses.push(500);
    const refused = await real('invitation.created', '--to', app.url);
    expect([refused.code, refused.error]).toEqual([1, expect.stringContaining('the app responded with 500.')]);
    expect(await real('invitation.created', '--to', 'http://127.0.0.1:1/x')).toMatchObject({ code: 4 });
    expect(emulator.webhooks).toEqual([]);
  });

  it.each([
    [['abtest.started'], 'but not abtest.started'],
    [['invitation.created'], 'no webhook endpoint of http'],
    [['invitation.created', '--to', 'http://127.0.0.1:1/x', '--data', '{}'], '--data only works without --real'],
    [['invitation.created', '--to', 'http://127.0.0.1:1/x', '--scope', 'team'], '--scope must be TYPE:ID'],
  ])('ends with 2 for %j', async (args, text) => {
    expect(await real(...args)).toMatchObject({ code: 2, error: expect.stringContaining(text) });
  });
});
