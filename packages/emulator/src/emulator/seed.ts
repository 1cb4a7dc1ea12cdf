import type { Cloud } from '../cloud/cloud.ts';
import { acceptInvitations } from '../cloud/invitations/accept.ts';
import { configureAutojoin } from '../cloud/invitations/autojoin.ts';
import { createInvitation, revoke } from '../cloud/invitations/invitations.ts';
import { readAccept } from '../http/server-api/requests/accept.ts';
import { readConfigureAutojoin } from '../http/server-api/requests/autojoin.ts';
import { readCreate } from '../http/server-api/requests/create.ts';

/** An initial invitation. */
export interface SeedInvitation {
  /** The component that it is sent with. Default: `seed`. */
  readonly widgetConfigurationId?: string;
  readonly target: {
    readonly type: 'email' | 'phone' | 'internal';
    readonly value: string;
    readonly name?: string;
    readonly avatarUrl?: string;
  };
  readonly inviter: {
    readonly userId: string;
    readonly userEmail?: string;
    readonly name?: string;
    readonly avatarUrl?: string;
  };
  readonly groups?: readonly { readonly type: string; readonly groupId: string; readonly name?: string }[];
  readonly source?: string;
  readonly subtype?: string;
  readonly templateVariables?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The person who has already accepted it. */
  readonly acceptedBy?: { readonly email?: string; readonly phone?: string; readonly name?: string };
  /** Whether it is already revoked. */
  readonly revoked?: boolean;
}

/** The initial state. */
export interface Seed {
  /** The ids of the existing components. Default: any id is accepted. */
  readonly components?: readonly string[];
  readonly invitations?: readonly SeedInvitation[];
  readonly autojoin?: readonly {
    readonly scopeType: string;
    readonly scope: string;
    readonly scopeName?: string;
    readonly domains: readonly string[];
    readonly componentId?: string;
  }[];
}

/** Puts a seed in place, through the same checks as requests, and without telling webhooks. */
export function plant(cloud: Cloud, seed: Seed | undefined): void {
  if (!seed) return;
  cloud.quiet = true;
  try {
    const component = seed.components?.[0] ?? 'seed';
    for (const { acceptedBy, revoked, ...body } of seed.invitations ?? []) {
      const { record } = createInvitation(cloud, readCreate({ widgetConfigurationId: component, ...body }));
      if (acceptedBy) acceptInvitations(cloud, readAccept({ invitationIds: [record.id], user: acceptedBy }));
      if (revoked) revoke(cloud, record.id);
    }
    for (const list of seed.autojoin ?? [])
      configureAutojoin(cloud, readConfigureAutojoin({ componentId: component, ...list }));
  } finally {
    cloud.quiet = false;
  }
}
