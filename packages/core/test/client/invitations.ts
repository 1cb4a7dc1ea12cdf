import { Vortex, type VortexOptions } from '../../src/index.ts';

export const SECRET = 'test-secret-key-for-signing';
export const KEY: string = `VRTX.AAAAAAAAQACAAAAAAAAAAQ.${SECRET}`;

/** An invitation as the API sends it: `groups`, no `scopes`. */
export function wireInvitation(id: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    accountId: 'account-1',
    clickThroughs: 0,
    formSubmissionData: null,
    configurationAttributes: null,
    attributes: null,
    createdAt: '2026-11-01T10:00:00.000Z',
    deactivated: false,
    deliveryCount: 1,
    deliveryTypes: ['email'],
    foreignCreatorId: 'user-1',
    invitationType: 'single_use',
    modifiedAt: null,
    status: 'delivered',
    views: 0,
    widgetConfigurationId: 'component-1',
    groups: [
      {
        id: 'uuid-1',
        accountId: 'account-1',
        groupId: 'team-7',
        type: 'team',
        name: 'Seven',
        createdAt: '2026-11-01T10:00:00.000Z',
      },
    ],
    target: [{ type: 'email', value: 'grace@example.com' }],
    expired: false,
    ...fields,
  };
}

/** A client for a test server. */
export function clientFor(server: { readonly url: string }, options: VortexOptions = {}): Vortex {
  return new Vortex({ apiKey: KEY, baseUrl: server.url, ...options });
}
