import { Browser } from './browser.ts';
import type { Stack } from './stack.ts';

const INVITED = 'nia@example.com';

/**
 * The journey of one invitation, over HTTP, as two browsers make it. Says each step when it has succeeded.
 *
 * @throws {Error} at the first step that does not.
 */
export async function flow({ worker, emulator }: Stack, say: (step: string) => void): Promise<void> {
  const ada = new Browser(worker.url);
  const nia = new Browser(worker.url);

  await ada.submit('/app/sign-in');
  const { token } = await success(ada.client.api.vortex.token.$post());
  say(`Ada signed in, and has a token for her page: ${token.slice(0, 24)}…`);

  await ada.submit('/app/invite', { email: INVITED });
  const scope = { param: { scopeType: 'team', scope: 'lighthouse' } };
  const list = await success(ada.client.api.vortex.invitations['by-scope'][':scopeType'][':scope'].$get(scope));
  const invitation = list.invitations.find(({ target }) => target?.some(({ value }) => value === INVITED));
  if (!invitation) throw new Error('The invitation is not in the list of open ones.');
  const mail = emulator.outbox.find(({ invitationId }) => invitationId === invitation.id);
  if (!mail) throw new Error('There is no mail in the outbox.');
  say(`Ada invited ${INVITED}; the mail is in the outbox: ${mail.subject}`);

  await nia.submit('/app/sign-in/invited', { invitationId: invitation.id });
  const early = await nia.client.api.vortex.invitations['by-scope'][':scopeType'][':scope'].$get(scope);
  if (early.status !== 403) throw new Error(`Before she accepts, Nia must see nothing of the team: ${early.status}`);
  const json = { invitationIds: [invitation.id] };
  const accepted = await success(nia.client.api.vortex.invitations.accept.$post({ json }));
  say(`Nia accepted: ${accepted.invitations.map(({ status }) => status).join()}`);

  await emulator.waitForDelivery('invitation.accepted');
  for (const deadline = Date.now() + 5000; !(await nia.text('/')).includes(`${INVITED}</span><small>member`); ) {
    if (Date.now() > deadline) throw new Error('The webhook did not bring Nia onto the team.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  say('The webhook arrived, was verified, and brought her onto the team');

  const forged = await fetch(`${worker.url}/webhooks/vortex`, {
    method: 'POST',
    headers: { 'x-vortex-signature': '0'.repeat(64) },
    body: '{"type":"invitation.accepted"}',
  });
  if (forged.status !== 401) throw new Error(`A forged webhook was answered with ${forged.status}.`);
  say('A forged webhook is refused');
}

interface Answer {
  readonly status: number;
  json(): Promise<unknown>;
}

type Good<Any extends Answer> = Extract<Any, { status: 200 }>;

/** The body of a 200; anything else ends the flow. */
async function success<Any extends Answer>(call: Promise<Any>): Promise<Awaited<ReturnType<Good<Any>['json']>>> {
  const answer = await call;
  const body = await answer.json();
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
  return body as Awaited<ReturnType<Good<Any>['json']>>;
}
