import { Test } from '@nestjs/testing';
import { ADA } from '@vortex/example-web';
import { type CreateInvitationRequest, Vortex } from '@vortex/nestjs';
import { expect, it } from 'vitest';
import { AppModule } from '../src/app.module.js';
import { InvitationsService } from '../src/invitations/invitations.service.js';

const SETTINGS = {
  apiKey: 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.emulator-only-not-a-secret',
  webhookSecret: 'whsec_emulator_only',
  vortexUrl: 'http://127.0.0.1:9',
  outboxUrl: undefined,
  componentUrl: undefined,
};

it('invites into the team, in the name of who is signed in, and nobody twice', async () => {
  const sent: CreateInvitationRequest[] = [];
  const vortex = {
    createInvitation: async (invitation: CreateInvitationRequest) => {
      sent.push(invitation);
      return { id: 'invitation-1', shortLink: 'http://vortex.invalid/i/1', status: 'queued' };
    },
  };
  const module = await Test.createTestingModule({ imports: [AppModule.with(SETTINGS)] })
    .overrideProvider(Vortex)
    .useValue(vortex)
    .compile();
  const invitations = module.get(InvitationsService, { strict: false });
  expect(await invitations.invite(ADA, ' Nia@Example.com ')).toMatchObject({
    id: 'invitation-1',
    email: 'nia@example.com',
  });
  expect(sent).toMatchObject([
    { target: { type: 'email', value: 'nia@example.com' }, inviter: { userId: ADA.id }, scopeId: 'lighthouse' },
  ]);
  await expect(invitations.invite(ADA, 'grace@example.com')).rejects.toThrow(/Conflict/);
  expect(sent).toHaveLength(1);
});
