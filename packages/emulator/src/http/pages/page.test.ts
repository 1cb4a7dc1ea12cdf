import { verifyWebhook } from '@vortex/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiOf, type Call, createBody } from '../../../test/support/api.ts';
import { rawRequest } from '../../../test/support/raw-request.ts';
import { type Receiver, receiver } from '../../../test/support/receiver.ts';
import { createEmulator, type Emulator } from '../../index.ts';

let emulator: Emulator;
let app: Receiver;
let call: Call;

beforeAll(async () => {
  app = await receiver();
  emulator = await createEmulator({ webhooks: [{ url: app.url }], allowedHosts: ['emulator'] });
  call = apiOf(emulator);
});
beforeEach(() => emulator.reset());
afterAll(async () => {
  await emulator.close();
  await app.close();
});

/** Without the places where a long name may break. */
async function page(path: string): Promise<string> {
  return (await (await fetch(emulator.url + path)).text()).replaceAll('<wbr/>', '');
}

function submit(path: string, fields: Record<string, string> = {}): Promise<Response> {
  return fetch(emulator.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

describe('the page', () => {
  it('shows how to begin while there is nothing', async () => {
    expect(await page('/')).toContain(`VORTEX_API_BASE_URL=${emulator.url}`);
    expect(await page('/outbox')).toContain('Nothing sent yet');
    expect(await page('/deliveries')).toContain('Nothing delivered yet');
  });

  it('shows invitations, the mail, the delivery and the request', async () => {
    const { id, shortLink } = (await call('POST', '', createBody('bob@x.test', 't'))).body;
    await emulator.waitForDelivery('invitation.email.delivered');
    expect(await page('/')).toContain(id);
    expect(await page('/outbox')).toContain(`href="${shortLink}"`);
    expect(await page('/deliveries')).toContain('invitation.email.delivered');
    const signature = String(app.requests.at(-1)?.headers['x-vortex-signature']);
    expect(await page('/deliveries')).toContain(`x-vortex-signature: ${signature}`);
    expect(await page('/requests')).toContain('POST /api/v1/invitations');
    const [message] = emulator.outbox;
    expect(await page(`/outbox/${message?.id}/mail`)).toBe(message?.html);
  });

  it('tells what has become of an invitation, step by step', async () => {
    const { shortLink } = (await call('POST', '', createBody('bob@x.test', 't'))).body;
    await call('POST', '', createBody('bounce@x.test', 't'));
    const steps = async (person: string) => {
      const [list = ''] = (await page(`/?q=${person}`)).match(/<ol class="timeline">.*?<\/ol>/s) ?? [];
      return Array.from(list.matchAll(/<span>([^<]+)<\/span>/g), ([, what]) => what);
    };
    expect(await steps('bounce@x.test')).toEqual(['created', 'sending', 'sent', 'bounced']);
    await fetch(shortLink, { headers: { 'user-agent': 'Twitterbot/1.0' } });
    await fetch(shortLink, { headers: { 'user-agent': 'Mozilla/5.0' } });
    expect(await steps('bob@x.test')).toEqual([
      ...['created', 'sending', 'sent', 'delivered'],
      ...['preview fetched', 'link clicked'],
    ]);
  });

  it('finds a person', async () => {
    await call('POST', '', createBody('bob@x.test', 't'));
    await call('POST', '', createBody('eve@x.test', 't'));
    const found = await page('/?q=EVE');
    expect(found).toContain('eve@x.test');
    expect(found).not.toContain('bob@x.test');
  });

  it('escapes whatever it is given', async () => {
    const evil = '"><script>alert(1)</script>';
    await call('POST', '', {
      ...createBody(`${evil.replaceAll(' ', '')}@x.test`, evil),
      target: { type: 'email', value: `${evil}@x.test`, name: evil },
      inviter: { userId: evil, name: evil },
      widgetConfigurationId: evil,
      metadata: { evil },
    });
    const [message] = emulator.outbox;
    const link = message?.link.slice(emulator.url.length) ?? '';
    for (const path of ['/', `/?q=${encodeURIComponent(evil)}`, '/outbox', '/deliveries', '/requests', link]) {
      expect(await page(path)).not.toContain('<script>alert');
    }
    expect(message?.html).not.toContain('<script>alert');
  });

  it('loads nothing from elsewhere and runs only its own script', async () => {
    const answer = await fetch(emulator.url);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'sha256-[^']+'/);
    expect(await answer.text()).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  it('creates, sends again, revokes and resets', async () => {
    expect((await submit('/invitations', { type: 'email', value: 'bob@x.test', scopeId: 't' })).status).toBe(303);
    const [created] = emulator.invitations;
    expect(created).toMatchObject({ scope: 't', source: 'emulator' });
    await submit(`/invitations/${created?.id}/reinvite`);
    expect(emulator.outbox).toHaveLength(2);
    await submit(`/invitations/${created?.id}/revoke`);
    expect(emulator.invitations[0]?.deactivated).toBe(true);
    await submit('/reset');
    expect(emulator.invitations).toEqual([]);
  });

  it('says what is wrong with the form', async () => {
    const answer = await submit('/invitations', { type: 'email', value: 'bob' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('must be an email address');
  });

  it('says what is wrong beside the field, and keeps what was typed', async () => {
    const answer = await submit('/invitations', { type: 'email', value: 'bob', inviter: 'ada', scopeId: 't' });
    const text = await answer.text();
    expect(text).toMatch(
      /<input id="new-value"[^>]*value="bob"[^>]*aria-invalid="true" aria-describedby="new-value-problem"/,
    );
    expect(text).toMatch(/<p class="problem" id="new-value-problem" role="alert">Recipient must be an email address/);
    expect(text).toMatch(/<input id="new-inviter"[^>]*value="ada"/);
    expect(text).not.toContain('id="new-inviter-problem"');
    const url = await (await submit('/setup/webhooks', { url: 'my-app' })).text();
    expect(url).toMatch(/<input id="webhook-url"[^>]*value="my-app"[^>]*aria-describedby="webhook-url-problem"/);
  });

  it('sends a test event, and filters deliveries by type and by failure', async () => {
    expect((await submit('/deliveries/test', { type: 'invitation.accepted' })).status).toBe(303);
    const { event } = await emulator.waitForDelivery('invitation.accepted');
    expect(
      verifyWebhook(
        app.requests.at(-1)?.body ?? '',
        String(app.requests.at(-1)?.headers['x-vortex-signature']),
        emulator.webhookSecret,
      ),
    ).toBe(true);
    app.statuses.push(400);
    await submit('/deliveries/test', { type: 'invitation.created' });
    await emulator.idle();
    const failed = await page('/deliveries?status=failed');
    expect(failed).toContain('reason">400');
    expect(failed).not.toContain(event.id);
    expect(await page('/deliveries?type=invitation.accepted')).toContain(event.id);
    expect(await page('/deliveries?type=invitation.created')).not.toContain(event.id);
    expect(await page('/deliveries?type=member.created')).toContain('Nothing matches');
  });

  it('has a page for what is not there; a program gets JSON', async () => {
    for (const [path, method] of [
      ['/nothing/here', 'GET'],
      ['/deliveries/unknown/redeliver', 'POST'],
    ] as const) {
      const html = await fetch(emulator.url + path, { method, headers: { accept: 'text/html,*/*;q=0.8' } });
      expect([html.status, html.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      expect(await html.text()).toContain('<h1>Not found</h1>');
      const json = await fetch(emulator.url + path, { method });
      expect([json.status, await json.json()]).toEqual([404, expect.objectContaining({ statusCode: 404 })]);
    }
    const api = await fetch(`${emulator.url}/api/v1/nothing`, {
      headers: { accept: 'text/html', 'x-api-key': emulator.apiKey },
    });
    expect(api.headers.get('content-type')).toContain('application/json');
    const stranger = await rawRequest(emulator.url, { host: 'evil.test', accept: 'text/html' });
    expect(stranger.body).toContain('"host_refused"');
    const lost = await page('/i/nothing');
    expect(lost).toContain('<a class="button" href="/">');
  });

  it('delivers again on a click', async () => {
    await call('POST', '', createBody('bob@x.test', undefined, 'internal'));
    const { id } = await emulator.waitForDelivery('invitation.created');
    expect((await submit(`/deliveries/${id}/redeliver`)).status).toBe(303);
    await emulator.waitForDelivery(({ attempts }) => attempts.length === 2);
    expect((await submit('/deliveries/unknown/redeliver')).status).toBe(404);
  });

  it('makes a key that works, shows it once, and revokes it; but never the only one', async () => {
    expect(await page('/setup')).toContain('the only one');
    const [only] = emulator.keys;
    const refused = await submit(`/setup/keys/${only?.id}/revoke`);
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('only API key left')]);

    const made = await submit('/setup/keys', { label: 'staging' });
    const key = /VRTX\.[\w-]{22}\.[\w-]+(?=")/.exec(await made.text())?.[0] ?? '';
    const { status } = await call('GET', '/by-scope/team/t', undefined, { 'x-api-key': key });
    expect([made.status, status]).toEqual([201, 200]);
    const later = await page('/setup');
    expect(later).toContain('staging');
    expect(later).not.toContain(key);

    const { id } = emulator.keys.at(-1) ?? { id: '' };
    expect((await submit(`/setup/keys/${id}/revoke`)).status).toBe(303);
    expect((await call('GET', '/by-scope/team/t', undefined, { 'x-api-key': key })).status).toBe(401);
    expect((await submit(`/setup/keys/${id}/revoke`)).status).toBe(404);
  });

  it('adds a webhook, shows its secret once, pauses, resumes, rotates and deletes it', async () => {
    const other = await receiver();
    const form = new URLSearchParams([
      ['url', other.url],
      ['events', 'invitation.created'],
      ['events', 'analytics'],
    ]);
    const added = await fetch(`${emulator.url}/setup/webhooks`, { method: 'POST', body: form });
    const secret = /whsec_[\w-]+(?=")/.exec(await added.text())?.[0] ?? '';
    const { id, ...webhook } = emulator.webhooks.at(-1) ?? { id: '' };
    expect(added.status).toBe(201);
    expect(webhook).toEqual({ url: other.url, events: ['invitation.created', 'analytics'], secret, paused: false });
    expect(await page('/setup')).not.toContain(secret);

    await submit(`/setup/webhooks/${id}/pause`);
    await call('POST', '', createBody('bob@x.test'));
    await emulator.idle();
    expect(await page('/setup')).toContain('paused · 2 waiting');
    const rotated = /whsec_[\w-]+(?=")/.exec(await (await submit(`/setup/webhooks/${id}/rotate`)).text())?.[0] ?? '';
    await submit(`/setup/webhooks/${id}/resume`);
    await emulator.idle();
    const [first] = other.requests;
    const signature = String(first?.headers['x-vortex-signature']);
    expect(other.requests).toHaveLength(2);
    expect(verifyWebhook(first?.body ?? '', signature, rotated)).toBe(true);
    expect(verifyWebhook(first?.body ?? '', signature, secret)).toBe(false);

    expect((await submit(`/setup/webhooks/${id}/delete`)).status).toBe(303);
    expect(emulator.webhooks.map(({ url }) => url)).toEqual([app.url]);
    for (const verb of ['pause', 'rotate', 'delete'])
      expect((await submit(`/setup/webhooks/${id}/${verb}`)).status).toBe(404);
    await other.close();
  });

  it('lets time pass', async () => {
    await call('POST', '', createBody('bob@x.test'));
    expect((await submit('/setup/time/31')).status).toBe(303);
    expect(emulator.invitations[0]?.expired).toBe(true);
    expect((await submit('/setup/time/-1')).status).toBe(404);
  });

  it('says what is wrong with a webhook’s address', async () => {
    const answer = await submit('/setup/webhooks', { url: 'my-app' });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('complete http:// or https://'),
    ]);
  });

  it('hears of changes', async () => {
    const answer = await fetch(`${emulator.url}/changes`);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('retry:');
    await call('POST', '', createBody('bob@x.test'));
    expect((await reader?.read())?.value).toBe('data: changed\n\n');
    await reader?.cancel();
  });
});

describe('requests from elsewhere', () => {
  it.each(['127.0.0.1', 'localhost:4400', 'app.localhost', '[::1]:4400', '10.0.0.5', 'emulator:4400'])(
    'may name the host %s',
    async (host) => {
      expect((await rawRequest(emulator.url, { host })).status).toBe(200);
    },
  );

  it.each(['evil.test', '127.0.0.1.evil.test', 'localhost.evil.test', '1.2.3.4x'])(
    'may not name the host %j',
    async (host) => {
      for (const path of ['/', '/outbox', '/setup', '/changes', '/i/x', '/api/v1/invitations/x']) {
        const answer = await rawRequest(emulator.url + path, { host });
        expect(answer.status).toBe(421);
        expect(answer.body).toContain('--allow-host');
      }
    },
  );

  it.each(['http://evil.test', 'null', 'http://127.0.0.1:1', 'not a url'])(
    'are refused from the origin %j',
    async (origin) => {
      for (const [method, path] of [
        ['POST', '/reset'],
        ['POST', '/setup/keys'],
        ['POST', '/i/x/accept'],
        ['GET', '/'],
        ['GET', '/api/v1/invitations/x'],
      ]) {
        const answer = await rawRequest(emulator.url + path, { origin, 'x-api-key': emulator.apiKey }, method);
        expect(answer.status).toBe(403);
        expect(answer.body).toContain('origin_refused');
      }
    },
  );

  it('may follow a link, and load the pixel of a sandboxed mail', async () => {
    await call('POST', '', createBody('bob@x.test'));
    const [message] = emulator.outbox;
    expect((await rawRequest(message?.link ?? '', { origin: 'null' })).status).toBe(200);
    expect((await rawRequest(`${emulator.url}/outbox/${message?.id}/open.gif`, { origin: 'null' })).status).toBe(200);
  });
});

it('listens on loopback only, unless it is told otherwise', () => {
  expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
