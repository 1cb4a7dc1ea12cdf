import type {
  InvitationAcceptance,
  InvitationResult,
  MemberCreatedEventData,
  VortexEvent,
  VortexWebhookEvent,
  WebhookHandlers,
} from '@vortex/core';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { createEmulator, type Delivery, type Emulator, type Subscription, type WebhookEndpoint } from '../src/index.ts';
import { receiver } from './support/receiver.ts';

let emulator: Emulator;
afterEach(() => emulator?.close());

describe('what the emulator gives', () => {
  it('has the types of @vortex/core', () => {
    expectTypeOf<Emulator['invitations'][number]>().toExtend<InvitationResult>();
    expectTypeOf<Emulator['invitations'][number]['accepts'][number]>().toEqualTypeOf<InvitationAcceptance>();
    expectTypeOf<Delivery['event']>().toEqualTypeOf<VortexEvent>();
    type Waited = Awaited<ReturnType<typeof accepted>>;
    const accepted = (one: Emulator) => one.waitForDelivery('invitation.accepted');
    expectTypeOf<Waited['event']>().toEqualTypeOf<VortexEvent<'invitation.accepted'>>();
    const any = (one: Emulator) => one.waitForDelivery('widget_loaded');
    expectTypeOf(any).returns.resolves.toEqualTypeOf<Delivery>();
    expectTypeOf<Subscription>().toEqualTypeOf<WebhookEndpoint>();
  });

  it('goes into one’s own handler as it is', async () => {
    const joined: string[] = [];
    const seen: string[] = [];
    const accepted = ({ data }: VortexEvent<'invitation.accepted'>) => joined.push(data.acceptedBy?.value ?? '');
    const handlers = {
      onEvent: (event: VortexWebhookEvent) => seen.push(event.type),
    } satisfies WebhookHandlers;
    const app = await receiver();
    try {
      emulator = await createEmulator({
        webhooks: [{ url: app.url }],
        seed: {
          invitations: [
            {
              target: { type: 'email', value: 'bob@x.test' },
              inviter: { userId: 'ada' },
              groups: [{ type: 'team', groupId: 't1', name: 'Team 1' }],
            },
          ],
        },
      });
      const [invitation] = emulator.invitations;
      const scopeOf = (result: InvitationResult): string | undefined => result.scopes[0]?.scopeId;
      expect(invitation && scopeOf(invitation)).toBe('t1');
      await fetch(`${emulator.url}/api/v1/invitations/accept`, {
        method: 'POST',
        headers: { 'x-api-key': emulator.apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({ invitationIds: [invitation?.id], user: { email: 'bob@x.test', isExisting: false } }),
      });
      accepted((await emulator.waitForDelivery('invitation.accepted')).event);
      const member = (await emulator.waitForDelivery('member.created')).event;
      const data: MemberCreatedEventData = member.data;
      for (const { event } of emulator.deliveries) if (event.type !== undefined) handlers.onEvent(event);
      expect(joined).toEqual(['bob@x.test']);
      expect(seen).toContain('member.created');
      expect(data).toMatchObject({
        invitationId: invitation?.id,
        targetEmail: 'bob@x.test',
        member: { type: 'email', value: 'bob@x.test' },
        isExisting: false,
        groups: [{ type: 'team', groupId: 't1', name: 'Team 1' }],
        scope: 't1',
        scopeType: 'team',
      });
    } finally {
      await app.close();
    }
  });
});
