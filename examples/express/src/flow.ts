import { ADA, type FeedReader, StepFailed, Visitor } from '@vortex/example-web';
import { verifyToken } from '@vortex/express';
import type { Step } from './once.ts';
import type { Stack } from './stack.ts';

const INVITED = 'nia@example.com';
const WEBHOOK_TIMEOUT = 8000;

interface Created {
  readonly id: string;
  readonly shortLink: string;
  readonly status: string;
}

interface Listed {
  readonly invitations: readonly { readonly id: string; readonly status: string }[];
}

interface State {
  readonly me: { readonly id: string; readonly role?: string } | null;
  readonly team: {
    readonly id: string;
    readonly name: string;
    readonly scopeType: string;
    readonly members: readonly { readonly name: string; readonly email: string; readonly role: string }[];
  };
}

/** The journey of one invitation, from the inviter's sign-in to the webhook that adds the new member. */
export async function flow(stack: Stack, step: Step, deadline: AbortSignal): Promise<void> {
  const ada = new Visitor(stack.appUrl, deadline);
  const nia = new Visitor(stack.appUrl, deadline);
  let feed: FeedReader | undefined;
  try {
    await step('Start', async (note) => {
      note('team app', stack.appUrl);
      note(stack.emulator ? 'emulator' : 'Vortex', stack.cloudUrl);
      const cloud = await stack.checkCloud();
      if (!cloud.ok) throw new StepFailed(cloud.message);
    });

    const { team } = await step('Sign in as Ada', async (note) => {
      await ada.ask('POST', '/app/sign-in', { user: ADA.id });
      const state = await ada.ask<State>('GET', '/app/state');
      note('user', `${state.me?.id}, ${state.me?.role} of ${state.team.name}`);
      feed = await ada.listen('/app/events');
      return state;
    });

    await step('Sign a token for her page', async (note) => {
      const context = { scope: team.id, scopeType: team.scopeType };
      const { token } = await ada.ask<{ token: string }>('POST', '/api/vortex/token', { context });
      const { kid, claims, expiresAt } = await verifyToken(token, stack.apiKey);
      note('token', `${token.slice(0, 32)}…${token.slice(-8)} (${token.length} characters)`);
      for (const [name, value] of Object.entries(claims)) note(name, JSON.stringify(value));
      note('checked', `signed by key ${kid}, valid until ${expiresAt.toISOString()}`);
    });

    const invitation = await step(`Invite ${INVITED}`, async (note) => {
      const created = await ada.ask<Created>('POST', '/app/invitations', { email: INVITED });
      note('invitation', created.id);
      note('short link', created.shortLink);
      note('status', created.status);
      return created;
    });

    const { emulator } = stack;
    if (emulator) {
      await step('Read the email in the outbox', async (note) => {
        const mail = emulator.outbox.find(({ invitationId }) => invitationId === invitation.id);
        if (!mail) throw new StepFailed(`The outbox at ${emulator.url}/outbox has no mail for this invitation.`);
        note('to', mail.to);
        note('subject', mail.subject);
        const shown = await new Visitor(emulator.url, deadline).send('GET', `/outbox/${mail.id}/mail`);
        const text = await shown.text();
        if (!text.includes(`href="${invitation.shortLink}"`)) throw new StepFailed('The mail lacks the short link.');
        note('link', `${invitation.shortLink}, in the mail at ${shown.url}`);
      });
    }

    await step('See it in the list of open invitations', async (note) => {
      const path = `/api/vortex/invitations/by-scope/${team.scopeType}/${team.id}`;
      const { invitations } = await ada.ask<Listed>('GET', path);
      const listed = invitations.find(({ id }) => id === invitation.id);
      if (!listed) throw new StepFailed(`GET ${path} does not have the invitation ${invitation.id}.`);
      note('open', `${invitations.length}, this one ${listed.status}`);
    });

    await step('Follow the link', async (note) => {
      const response = await new Visitor(stack.cloudUrl, deadline).send('GET', invitation.shortLink);
      const location = response.headers.get('location') ?? '';
      note('redirect', `${response.status} to ${location}`);
      const target = URL.canParse(location) ? new URL(location) : undefined;
      if (target?.origin !== stack.appUrl || target.searchParams.get('invitationId') !== invitation.id) {
        throw new StepFailed(`The link should lead to ${stack.appUrl}/accept?invitationId=${invitation.id}.`);
      }
    });

    await step(`Accept as ${INVITED}`, async (note) => {
      const { user } = await nia.ask<{ user: { id: string } }>('POST', '/app/sign-in/invited', {
        invitationId: invitation.id,
      });
      note('signed in', user.id);
      const body = { invitationIds: [invitation.id] };
      const { invitations } = await nia.ask<Listed>('POST', '/api/vortex/invitations/accept', body);
      note('status', invitations.map(({ status }) => status).join(', '));
    });

    await step('Receive the webhook', async (note) => {
      const webhook = await feed?.find(
        ({ type, event }) => type === 'invitation.accepted' && event.data.invitationId === invitation.id,
        WEBHOOK_TIMEOUT,
      );
      for (const { type, event } of feed?.seen ?? []) note('webhook', `${event.id}  ${type}, signature verified`);
      if (!webhook) {
        throw new StepFailed(
          `No webhook invitation.accepted within ${WEBHOOK_TIMEOUT / 1000} s. ` +
            `Does Vortex send webhooks to ${stack.appUrl}/webhooks/vortex, signed with this app's secret?`,
        );
      }
    });

    await step('Find her on the team', async (note) => {
      const { team } = await ada.ask<State>('GET', '/app/state');
      for (const { name, email, role } of team.members) note(name, `${email}, ${role}`);
      if (!team.members.some(({ email }) => email === INVITED)) throw new StepFailed(`${INVITED} is not on the team.`);
    });

    await step('Refuse a forged webhook', async (note) => {
      const forged = { 'X-Vortex-Signature': '0'.repeat(64) };
      const response = await nia.send('POST', '/webhooks/vortex', '{"type":"invitation.accepted"}', forged);
      const answer = await response.text();
      note('answer', `${response.status} ${answer}`);
      if (response.status !== 401) throw new StepFailed('A webhook with a wrong signature must be answered with 401.');
    });
  } finally {
    await feed?.close();
  }
}
