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

async function invite(
  value = 'bob@x.test',
  more: Record<string, unknown> = {},
): Promise<{ id: string; shortLink: string }> {
  return (await call('POST', '', { ...createBody(value, 't'), ...more })).body;
}

async function post(url: string, fields: Record<string, string> = {}): Promise<Response> {
  return await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

describe('a short link', () => {
  it('leads to a page where the person accepts', async () => {
    const { id, shortLink } = await invite();
    const page = await (await fetch(shortLink)).text();
    expect(page).toContain('Ada invited you to join Engineering');
    expect(page).toContain('value="bob@x.test"');
    const answer = await post(`${shortLink}/accept`, { address: 'bob@x.test', name: 'Bob' });
    expect(await answer.text()).toContain('You have joined Engineering');
    const { body } = await call('GET', `/${id}`);
    expect(body).toMatchObject({ status: 'accepted', accepts: [{ target: { value: 'bob@x.test', name: 'Bob' } }] });
    expect((await post(`${shortLink}/accept`, { address: 'bob@x.test' })).status).toBe(409);
    const closed = await fetch(shortLink);
    expect(closed.status).toBe(410);
    expect(await closed.text()).toContain('already accepted');
  });

  it('leads to a page where the person declines', async () => {
    const { id, shortLink } = await invite();
    expect((await post(`${shortLink}/decline`)).status).toBe(200);
    expect((await call('GET', `/${id}`)).body.deactivated).toBe(true);
  });

  it('says on its page what is wrong with an address', async () => {
    const { id, shortLink } = await invite('user-7', { target: { type: 'internal', value: 'user-7' } });
    const answer = await post(`${shortLink}/accept`, { address: 'nobody' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('must be an email address');
    expect((await call('GET', `/${id}`)).body.status).toBe('queued');
  });

  it('counts people who open it, not checks and previews', async () => {
    const { id, shortLink } = await invite();
    await fetch(shortLink);
    await fetch(shortLink.replace('/i/', '/i/w/'));
    await fetch(shortLink, { method: 'HEAD' });
    await fetch(shortLink, { headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' } });
    expect((await call('GET', `/${id}`)).body).toMatchObject({ clickThroughs: 2, views: 2 });
  });

  it('gives previews the tags they read', async () => {
    const unfurlConfig = { title: 'Join "us" & <them>', image: 'https://x.test/a.png', siteName: 'Acme' };
    const { shortLink } = await invite('bob@x.test', { unfurlConfig });
    const page = await (await fetch(shortLink, { headers: { 'user-agent': 'facebookexternalhit/1.1' } })).text();
    expect(page).toContain('<meta property="og:title" content="Join &quot;us&quot; &amp; &lt;them&gt;"/>');
    expect(page).toContain('<meta property="og:image" content="https://x.test/a.png"/>');
    expect(page).toContain('<meta property="og:site_name" content="Acme"/>');
    expect(page).toContain(`<meta property="og:url" content="${shortLink}"/>`);
  });

  it('redirects to the landing page with the id', async () => {
    const other = await createEmulator({ landingPage: 'http://127.0.0.1:3000/welcome?from=mail' });
    const { id, shortLink } = (await apiOf(other)('POST', '', createBody('a@x.test'))).body;
    const answer = await fetch(shortLink, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(`http://127.0.0.1:3000/welcome?from=mail&invitationId=${id}`);
    await other.close();
  });

  it('that nobody made says so', async () => {
    const answer = await fetch(`${emulator.url}/i/nothing`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('is unknown');
  });
});

it('a landing page must be an address', async () => {
  await expect(createEmulator({ landingPage: '/welcome' })).rejects.toThrow(/landingPage/);
});

describe('the outbox', () => {
  it('holds the email with its link', async () => {
    const { id, shortLink } = await invite();
    expect(emulator.outbox).toMatchObject([
      {
        invitationId: id,
        channel: 'email',
        sentBy: 'vortex',
        to: 'bob@x.test',
        subject: 'Ada invited you to join Engineering',
        link: shortLink,
        html: expect.stringContaining(`href="${shortLink}"`),
        text: expect.stringContaining(shortLink),
        opened: false,
      },
    ]);
  });

  it('suggests a text message, which Vortex does not send', async () => {
    const { shortLink } = await invite('x', { target: { type: 'phone', value: '+15551234567' } });
    expect(emulator.outbox).toMatchObject([
      { channel: 'sms', sentBy: 'you', to: '+15551234567', html: null, text: expect.stringContaining(shortLink) },
    ]);
  });

  it('notes that a mail was opened, once', async () => {
    await invite();
    const [message] = emulator.outbox;
    const pixel = /src="([^"]+open\.gif)"/.exec(message?.html ?? '')?.[1] ?? '';
    const answer = await fetch(pixel);
    expect(answer.headers.get('content-type')).toBe('image/gif');
    expect(emulator.outbox[0]?.opened).toBe(true);
  });
});
