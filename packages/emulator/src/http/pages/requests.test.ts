import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiOf, type Call, createBody } from '../../../test/support/api.ts';
import { createEmulator, type Emulator } from '../../index.ts';

let emulator: Emulator;
let call: Call;

beforeAll(async () => {
  emulator = await createEmulator();
  call = apiOf(emulator);
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

async function page(path: string): Promise<string> {
  return await (await fetch(emulator.url + path, { headers: { accept: 'text/html' } })).text();
}

describe('the log of requests', () => {
  it('keeps what was sent and what was answered, refusals too', async () => {
    const created = await call('POST', '', createBody('bob@x.test', 't'));
    await call('POST', '', { target: { type: 'email', value: 'nonsense' } });
    await call('GET', `/${created.body.id}`);
    const [first, refused, read] = emulator.requests;
    expect(JSON.parse(first?.requestBody ?? '')).toEqual(createBody('bob@x.test', 't'));
    expect(JSON.parse(first?.responseBody ?? '')).toEqual(created.body);
    expect(refused).toMatchObject({ status: 400, requestBody: expect.stringContaining('nonsense') });
    expect(JSON.parse(refused?.responseBody ?? '')).toMatchObject({ code: 'validation_failed' });
    expect(read).toMatchObject({ requestBody: '', responseBody: expect.stringContaining(created.body.id) });
  });

  it('shows no key, token or secret', async () => {
    const { apiKey, webhookSecret } = emulator;
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJ1c2VySWQiOiJhZGEifQ.c2lnbmF0dXJl';
    await call('POST', '', {
      ...createBody('bob@x.test', 't'),
      metadata: { apiKey, webhookSecret, note: `mine is ${apiKey}`, jwt: token, accessToken: 'plain "quoted" one' },
    });
    await call('GET', `/by-scope/team/t?token=${token}&key=${apiKey}`);
    await call('GET', '/by-scope/team/t', undefined, { 'x-api-key': `${apiKey}-wrong` });
    const secret = apiKey.split('.')[2] ?? '';
    const shown = JSON.stringify(emulator.requests) + (await page('/requests')) + (await page('/requests/1'));
    for (const hidden of [apiKey, secret, webhookSecret, token, 'quoted']) expect(shown).not.toContain(hidden);
    expect(shown).toContain('[hidden]');
    expect(emulator.requests[0]?.requestBody).toContain('"note":"mine is VRTX.[hidden]');
  });

  it('keeps the beginning of a long body, and the bodies of the latest requests only', async () => {
    const { body } = await call('POST', '', {
      ...createBody('bob@x.test', 't'),
      metadata: { text: 'x'.repeat(100_000) },
    });
    await call('GET', `/${body.id}`);
    expect(emulator.requests[0]?.requestBody).toHaveLength(16 * 1024);
    expect(emulator.requests[1]?.responseBody).toHaveLength(16 * 1024);
    for (let i = 0; i < 199; i++) await call('GET', '/by-scope/team/none');
    expect(emulator.requests).toHaveLength(201);
    expect(emulator.requests[0]).toMatchObject({ requestBody: null, responseBody: null });
    expect(emulator.requests[1]?.responseBody).not.toBeNull();
  });

  it('does not wait for a body that nobody reads, and says that it has none', async () => {
    const headers = { 'x-api-key': 'VRTX.wrong.key', 'content-length': '100', 'content-type': 'application/json' };
    const upload = request(`${emulator.url}/api/v1/invitations`, { method: 'POST', headers });
    upload.on('error', () => undefined);
    // 92 of the bytes never come.
    upload.write('{"half":');
    const [response] = (await once(upload, 'response')) as [IncomingMessage];
    upload.destroy();
    expect(response.statusCode).toBe(401);
    expect(emulator.requests[0]).toMatchObject({ requestBody: null, responseBody: expect.stringContaining('401') });
  });

  it('opens on the page, in colours, and can be filtered', async () => {
    await call('POST', '', createBody('bob@x.test', 't'));
    await call('GET', '/11111111-1111-4111-8111-111111111111');
    const [created, missing] = emulator.requests;
    const opened = await page(`/requests/${created?.id}`);
    expect(opened).toContain('<span class="key">&quot;target&quot;</span>');
    expect(opened).toContain('<span class="string">&quot;bob@x.test&quot;</span>');
    expect(opened).toContain(`data-copy-of="response-${created?.id}"`);
    const failed = await page('/requests?status=failed');
    expect(failed).toContain(`id="q-${missing?.id}"`);
    expect(failed).not.toContain(`id="q-${created?.id}"`);
    expect(await page('/requests?type=POST')).not.toContain(`id="q-${missing?.id}"`);
    expect(await page('/requests?type=PATCH')).toContain('Nothing matches');
    const gone = await fetch(`${emulator.url}/requests/4711`, { redirect: 'manual' });
    expect([gone.status, gone.headers.get('location')]).toEqual([302, '/requests']);
  });
});
