import { createWebhookEvent, signedWebhook } from '@vortex/core/testing';
import { acceptedElsewhere, ELSEWHERE } from '@vortex/example-web/testing';
import { expect, onTestFinished, test } from 'vitest';
import { Browser } from '../dev/browser.ts';
import { flow } from '../dev/flow.ts';
import { startStack } from '../dev/stack.ts';

test('the Worker goes the whole way in workerd, against the emulator', async () => {
  const stack = await startStack({ port: 0, emulatorPort: 0 });
  onTestFinished(() => stack.close());
  const steps: string[] = [];
  await flow(stack, (step) => steps.push(step));
  expect(steps).toHaveLength(5);
}, 60_000);

test('an event that comes again is known to the Durable Object', async () => {
  const stack = await startStack({ port: 0, emulatorPort: 0 });
  onTestFinished(() => stack.close());
  const { body, headers } = signedWebhook('member.created', { secret: stack.emulator.webhookSecret });
  const deliver = async () => {
    const answer = await fetch(`${stack.worker.url}/webhooks/vortex`, { method: 'POST', headers, body });
    return answer.json();
  };
  expect(await deliver()).toEqual({ received: true });
  expect(await deliver()).toEqual({ received: true, duplicate: true });
}, 60_000);

test('an event about an invitation that Vortex does not know brings nobody onto the team, and does not come again', async () => {
  const { worker, emulator, close } = await startStack({ port: 0, emulatorPort: 0 });
  onTestFinished(close);
  const event = createWebhookEvent('invitation.accepted', { data: { targetEmail: 'eve@example.com' } });
  const { body, headers } = signedWebhook(event, { secret: emulator.webhookSecret });
  const answer = await fetch(`${worker.url}/webhooks/vortex`, { method: 'POST', headers, body });
  expect(await answer.json()).toEqual({ received: true });
  expect(await (await asAda(worker.url)).text('/')).not.toContain('eve@example.com');
}, 60_000);

test('a link to an invitation that Vortex does not know is answered with 404 and a page that says so', async () => {
  const { worker, close } = await startStack({ port: 0, emulatorPort: 0 });
  onTestFinished(close);
  const answer = await fetch(`${worker.url}/accept?invitationId=00000000-0000-4000-8000-00000000abcd`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('There is no such invitation.');
}, 60_000);

test.each(ELSEWHERE)(
  'an accepted invitation into $scopeType $scopeId brings nobody onto the team',
  async (scope) => {
    const { worker, emulator, close } = await startStack({ port: 0, emulatorPort: 0 });
    onTestFinished(close);
    await acceptedElsewhere(emulator, scope);
    expect(await (await asAda(worker.url)).text('/')).not.toContain('eve@example.com');
  },
  60_000,
);

test('while Vortex is away, pages say so, and a webhook is asked to come again', async () => {
  const { worker, emulator, close } = await startStack({ port: 0, emulatorPort: 0 });
  onTestFinished(close);
  await emulator.close();
  const page = await fetch(`${worker.url}/accept?invitationId=an-id`);
  expect(page.status).toBe(502);
  expect(await page.text()).toContain('Vortex could not do this now');
  const { body, headers } = signedWebhook('invitation.accepted', { secret: emulator.webhookSecret });
  const answer = await fetch(`${worker.url}/webhooks/vortex`, { method: 'POST', headers, body });
  expect(answer.status).toBe(500);
  expect(await answer.json()).toMatchObject({ code: 'handler_failed' });
}, 60_000);

test('the page brings the component, whose token sends for the team', async () => {
  const { worker, emulator, close } = await startStack({ port: 0, emulatorPort: 0 });
  onTestFinished(close);
  const ada = await asAda(worker.url);
  expect(await ada.text('/')).toContain(
    `<script type="module" src="${emulator.url}/component.js"></script><vortex-invite`,
  );

  const answer = await ada.client.api.vortex.token.$post();
  if (!answer.ok) throw new Error(`no token: ${answer.status}`);
  const { token } = await answer.json();
  const sent = await fetch(`${emulator.url}/api/v1/invitations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ payload: { email: { type: 'email', value: 'nia@example.com' } } }),
  });
  expect(sent.status).toBe(200);
  expect(await ada.text('/')).toContain('<span>nia@example.com</span>');
}, 60_000);

async function asAda(url: string): Promise<Browser> {
  const ada = new Browser(url);
  await ada.submit('/app/sign-in');
  return ada;
}
