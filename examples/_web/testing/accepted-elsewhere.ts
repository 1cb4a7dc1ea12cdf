import { Vortex } from '@vortex/core';
import type { Emulator } from '@vortex/emulator';

/** Scopes that are not the team's, though each has something in common with it. */
export const ELSEWHERE = [
  { scopeType: 'workspace', scopeId: 'lighthouse' },
  { scopeType: 'team', scopeId: 'harbour' },
] as const;

/** Somebody accepts an invitation into another scope of the same environment, and the app is told of it by webhook. */
export async function acceptedElsewhere(emulator: Emulator, scope: (typeof ELSEWHERE)[number]): Promise<void> {
  const vortex = new Vortex({ apiKey: emulator.apiKey, baseUrl: emulator.url });
  const target = { type: 'email', value: 'eve@example.com' } as const;
  const { id } = await vortex.createInvitation({
    widgetConfigurationId: 'elsewhere',
    target,
    inviter: { userId: 'mallory' },
    ...scope,
    scopeName: 'Elsewhere',
  });
  await vortex.acceptInvitations([id], { email: target.value });
  await emulator.waitForDelivery('invitation.accepted');
  await emulator.idle();
}
