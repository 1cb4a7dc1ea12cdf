import { expect } from 'vitest';
import { type Answer, type Call, post } from './wire.ts';
import type { World } from './world.ts';

/** The base path of the routes. */
export const BASE = '/api/vortex';

export function expectRefused(answer: Answer, world: World): void {
  expect(answer).toMatchObject({ status: 403, json: { error: expect.any(String), code: 'forbidden' } });
  expect(world.cloud.changes).toEqual([]);
}

export function byTarget(targetType: string, targetValue: string): Call {
  return { path: `${BASE}/invitations?${new URLSearchParams({ targetType, targetValue })}` };
}

export function accepting(body: Record<string, unknown>): Call {
  return post(`${BASE}/invitations/accept`, body);
}

export function syncing(other: Record<string, unknown>): Call {
  const body = { creatorId: 'ada', targetValue: 'bob', action: 'accepted', componentId: 'people', ...other };
  return post(`${BASE}/invitations/sync-internal-invitation`, body);
}

export function configuring(domains: readonly string[]): Call {
  return post(`${BASE}/invitations/by-scope/team/42/autojoin`, { domains, componentId: 'c-1' });
}

/** The emulator makes no share links by its server API: as the Cloud answers for one (docs/protocol.md §6.3). */
export function shareLink({ cloud }: World, other: Record<string, unknown> = {}): void {
  const invitation = {
    id: 'share-1',
    invitationType: 'multi_use',
    deliveryTypes: ['share'],
    target: [{ type: 'share', value: 'share-1' }],
    foreignCreatorId: 'ada',
    ...other,
  };
  cloud.answer('GET', `/api/v1/invitations/${invitation.id}`, invitation);
  cloud.answer('POST', '/api/v1/invitations/accept', { invitations: [invitation] });
}

export async function invite({ cloud }: World, target: { type: string; value: string }): Promise<string> {
  const response = await fetch(`${cloud.emulator.url}/api/v1/invitations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': cloud.emulator.apiKey },
    body: JSON.stringify({ widgetConfigurationId: 'c-1', target, inviter: { userId: 'ada' } }),
  });
  return ((await response.json()) as { id: string }).id;
}
