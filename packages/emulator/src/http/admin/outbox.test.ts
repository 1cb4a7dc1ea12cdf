import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiOf, createBody } from '../../../test/support/api.ts';
import { startVortex } from '../../../test/support/command.ts';
import { createEmulator, type Emulator, type OutboxMessage } from '../../index.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await createEmulator();
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

const invite = async (value: string, type = 'email') =>
  (await apiOf(emulator)('POST', '', createBody(value, 't', type))).body as { id: string; shortLink: string };

async function outbox(query = '', url = emulator.url) {
  const answer = await fetch(`${url}/__emulator/outbox${query}`);
  const body = (await answer.json()) as { messages: OutboxMessage[]; code?: string; message?: string };
  return { status: answer.status, ...body, to: body.messages?.map(({ to }) => to) };
}

describe('GET /__emulator/outbox', () => {
  it('answers what emulator.outbox holds, oldest first', async () => {
    expect((await outbox()).messages).toEqual([]);
    const { shortLink } = await invite('ada@x.test');
    await invite('+15551234567', 'phone');
    const { messages } = await outbox();
    expect(messages).toEqual(emulator.outbox);
    expect(messages).toMatchObject([
      {
        channel: 'email',
        sentBy: 'vortex',
        from: 'invitations@vortex.invalid',
        to: 'ada@x.test',
        subject: 'Ada invited you to join Engineering',
        text: expect.stringContaining(shortLink),
        html: expect.stringContaining(`href="${shortLink}"`),
        link: shortLink,
      },
      { channel: 'sms', sentBy: 'you', from: '', subject: '', html: null, text: expect.stringContaining('/i/') },
    ]);
    const one = await fetch(`${emulator.url}/__emulator/outbox/${messages[0]?.id}`);
    expect(await one.json()).toEqual(messages[0]);
    expect((await fetch(`${emulator.url}/__emulator/outbox/nothing`)).status).toBe(404);
  });

  it('finds by person, invitation, channel, kind and what came before', async () => {
    const ada = await invite('ada@x.test');
    await invite('bob@x.test');
    await invite('+1 (555) 123-4567', 'phone');
    await apiOf(emulator)('POST', `/${ada.id}/reinvite`);
    expect((await outbox('?to=ADA@x.test')).to).toEqual(['ada@x.test', 'ada@x.test']);
    expect((await outbox('?to=%2B15551234567')).to).toEqual(['+1 (555) 123-4567']);
    expect((await outbox(`?invitation=${ada.id}&kind=reminder`)).to).toEqual(['ada@x.test']);
    expect((await outbox(`?invitation=${ada.id}&kind=invitation`)).messages).toMatchObject([{ kind: 'invitation' }]);
    expect((await outbox('?channel=sms')).messages).toHaveLength(1);
    const [first] = emulator.outbox;
    expect((await outbox(`?to=ada@x.test&after=${first?.id}`)).messages).toMatchObject([{ kind: 'reminder' }]);
    expect((await outbox('?to=nobody@x.test')).messages).toEqual([]);
  });

  it('holds the newest hundred', async () => {
    for (let n = 0; n < 101; n++) await invite(`person${n}@x.test`);
    const { to } = await outbox();
    expect([to.length, to[0], to.at(-1)]).toEqual([100, 'person1@x.test', 'person100@x.test']);
  });

  it('waits for a message that comes', async () => {
    const waiting = outbox('?to=late@x.test&wait=10000');
    await invite('early@x.test');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await invite('late@x.test');
    expect(await waiting).toMatchObject({ status: 200, to: ['late@x.test'] });
  });

  it('says what came instead when it does not come', async () => {
    await invite('ada@x.test');
    expect(await outbox('?to=late@x.test&wait=50')).toMatchObject({
      status: 404,
      code: 'message_not_found',
      message: 'No such message within 50 ms. The newest messages: invitation by email to ada@x.test.',
    });
  });

  it.each(['?wait=soon', '?wait=-1', '?wait=60001', '?emial=x', '?kind=mail', '?channel=fax'])(
    'refuses the query %s, which would find something else',
    async (query) => {
      expect((await outbox(query)).status).toBe(400);
    },
  );

  it('is not held open by those who wait when it closes', async () => {
    const other = await createEmulator();
    const waiting = outbox('?wait=60000', other.url).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const started = performance.now();
    await other.close();
    expect(await waiting).toBeInstanceOf(Error);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is how a test reads the mails of an emulator in another process', async () => {
    const running = startVortex(['dev', '--port', '0', '--quiet', '--json']);
    try {
      const { url, apiKey } = JSON.parse(await running.says(/\}\n/));
      const waiting = outbox('?to=ada@x.test&wait=10000', url);
      await fetch(`${url}/api/v1/invitations`, {
        method: 'POST',
        headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
        body: JSON.stringify(createBody('ada@x.test')),
      });
      const { messages } = await waiting;
      expect((await fetch(messages[0]?.link ?? '')).status).toBe(200);
    } finally {
      await running.interrupt();
    }
  });
});
