import type { Emulator } from '@vortex/emulator';
import { ADA, GRACE, Visitor } from '@vortex/example-web';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptedElsewhere, ELSEWHERE } from './accepted-elsewhere.ts';

/** A team app that runs, with its emulator. */
export interface TeamStack {
  readonly appUrl: string;
  readonly emulator: Emulator | undefined;
  close(): Promise<void>;
}

interface State {
  me: { email: string; role?: string } | null;
  team: { members: { email: string }[] };
}

/** What every team app must do over HTTP, once, for all of them. */
export function teamFlow(startStack: () => Promise<TeamStack>): void {
  let stack: TeamStack;
  let emulator: Emulator;

  beforeEach(async () => {
    stack = await startStack();
    if (!stack.emulator) throw new Error('The stack came without its emulator.');
    emulator = stack.emulator;
  });
  afterEach(() => stack.close());

  const visitor = () => new Visitor(stack.appUrl, AbortSignal.timeout(15_000));
  const state = (who: Visitor) => who.ask<State>('GET', '/app/state');
  const status = async (answer: Promise<Response>) => (await answer).status;

  async function signedIn(user: { id: string }): Promise<Visitor> {
    const who = visitor();
    await who.ask('POST', '/app/sign-in', { user: user.id });
    return who;
  }

  async function invite(inviter: Visitor, email: string): Promise<string> {
    const { id } = await inviter.ask<{ id: string }>('POST', '/app/invitations', { email });
    return id;
  }

  describe('the way into the team', () => {
    it('leads from the invitation to membership once the signed webhook has come', async () => {
      const ada = await signedIn(ADA);
      const id = await invite(ada, 'Nia@Example.com');
      const nia = visitor();
      await nia.ask('POST', '/app/sign-in/invited', { invitationId: id });
      expect((await state(nia)).me).toMatchObject({ email: 'nia@example.com', name: 'Nia' });
      await nia.ask('POST', '/api/vortex/invitations/accept', { invitationIds: [id] });
      await emulator.waitForDelivery('invitation.accepted');
      expect((await state(nia)).me?.role).toBe('member');
      expect((await state(ada)).team.members.map(({ email }) => email)).toContain('nia@example.com');
      expect(await nia.ask('GET', `/app/invitations/${id}`)).toMatchObject({ state: 'accepted', inviter: 'Ada' });
    });

    it('is not open to webhooks about invitations that are none of this team', async () => {
      const ada = await signedIn(ADA);
      const data = { invitationId: '00000000-0000-4000-8000-00000000abcd', targetEmail: 'eve@example.com' };
      emulator.trigger('invitation.accepted', data);
      await emulator.waitForDelivery('invitation.accepted');
      expect((await state(ada)).team.members).toHaveLength(2);
    });

    it.each(ELSEWHERE)('is not open to who accepts an invitation into $scopeType $scopeId', async (scope) => {
      const ada = await signedIn(ADA);
      await acceptedElsewhere(emulator, scope);
      expect((await state(ada)).team.members).toHaveLength(2);
    });

    it('does not let one accept what was sent to another', async () => {
      const id = await invite(await signedIn(ADA), 'nia@example.com');
      const grace = await signedIn(GRACE);
      const accept = grace.send('POST', '/api/vortex/invitations/accept', { invitationIds: [id] });
      expect(await status(accept)).toBe(403);
    });

    it('ends for a link whose invitation was revoked', async () => {
      const ada = await signedIn(ADA);
      const id = await invite(ada, 'nia@example.com');
      await ada.ask('DELETE', `/api/vortex/invitations/${id}`);
      expect(await visitor().ask('GET', `/app/invitations/${id}`)).toMatchObject({ state: 'closed' });
      expect(await status(visitor().send('POST', '/app/sign-in/invited', { invitationId: id }))).toBe(409);
    });
  });

  describe('members and others', () => {
    it('lets a member revoke their own invitations and the owner everybody’s', async () => {
      const [ada, grace] = [await signedIn(ADA), await signedIn(GRACE)];
      const adas = await invite(ada, 'one@example.com');
      const graces = await invite(grace, 'two@example.com');
      expect(await status(grace.send('DELETE', `/api/vortex/invitations/${adas}`))).toBe(403);
      expect(await status(ada.send('DELETE', `/api/vortex/invitations/${graces}`))).toBe(200);
    });

    it('shows a stranger neither members, nor invitations, nor webhooks, and lets them invite nobody', async () => {
      const stranger = visitor();
      expect(await state(stranger)).toMatchObject({ me: null, team: { members: [] } });
      expect(await status(stranger.send('GET', '/api/vortex/invitations/by-scope/team/lighthouse'))).toBe(401);
      expect(await status(stranger.send('GET', '/app/events'))).toBe(401);
      expect(await status(stranger.send('POST', '/app/invitations', { email: 'nia@example.com' }))).toBe(401);
    });

    it('shows somebody who is not a member yet only the webhooks about themselves', async () => {
      const ada = await signedIn(ADA);
      await invite(ada, 'other@example.com');
      const id = await invite(ada, 'nia@example.com');
      const nia = visitor();
      await nia.ask('POST', '/app/sign-in/invited', { invitationId: id });
      await emulator.waitForDelivery(
        ({ type, event }) =>
          type === 'invitation.email.delivered' && 'data' in event && event.data.targetEmail === 'nia@example.com',
      );
      const feed = await nia.listen('/app/events');
      await feed.find(({ type }) => type === 'invitation.email.delivered', 3000);
      await feed.close();
      expect(feed.seen.map(({ type }) => type)).toEqual(['invitation.created', 'invitation.email.delivered']);
      expect(JSON.stringify(feed.seen)).not.toContain('other@example.com');
    });

    it('forgets who was signed in', async () => {
      const ada = await signedIn(ADA);
      await ada.ask('POST', '/app/sign-out', {});
      expect((await state(ada)).me).toBeNull();
    });
  });

  describe('what is refused', () => {
    it.each(['', 'nia', 'nia@', 'nia@example', 'n i a@example.com', `${'n'.repeat(250)}@example.com`])(
      'an address that is none: %j',
      async (email) => {
        const ada = await signedIn(ADA);
        expect(await status(ada.send('POST', '/app/invitations', { email }))).toBe(400);
      },
    );

    it.each([{}, { email: 7 }, []])('an invitation to nobody: %j', async (body) => {
      const ada = await signedIn(ADA);
      const answer = await ada.send('POST', '/app/invitations', body);
      expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'invalid_request' }]);
    });

    it('an invitation for a member, a form instead of JSON, broken JSON, and an unknown path', async () => {
      const ada = await signedIn(ADA);
      expect(await status(ada.send('POST', '/app/invitations', { email: GRACE.email }))).toBe(409);
      expect(await status(ada.send('POST', '/app/sign-out'))).toBe(415);
      expect(await status(ada.send('POST', '/app/sign-in', '{'))).toBe(400);
      expect(await status(ada.send('GET', '/app/nothing'))).toBe(404);
    });

    it('gives the page a session cookie that its scripts can not read and other sites can not post with', async () => {
      const answer = await visitor().send('POST', '/app/sign-in', { user: ADA.id });
      expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax/);
    });

    it('says what to do when Vortex goes away while the app runs', async () => {
      const ada = await signedIn(ADA);
      await emulator.close();
      const answer = await ada.send('POST', '/app/invitations', { email: 'nia@example.com' });
      expect(answer.status).toBe(502);
      expect(await answer.json()).toMatchObject({ error: expect.stringContaining('does not respond') });
    });
  });
}
