import type { Cloud } from '../../cloud/cloud.ts';
import { isOpen } from '../../cloud/invitations/invitation.ts';
import type { Bearer } from './bearer.ts';

/** What `POST /api/v1/deferred-links/match` answers (docs/protocol.md §6.1), without a wrapper. */
export interface DeferredLinkMatch {
  readonly matched: boolean;
  /** From 0 to 1. */
  readonly confidence: number | null;
  readonly context: {
    readonly invitationId: string;
    readonly inviterId: string;
    readonly groupId: string | null;
    readonly groupType: string | null;
    readonly metadata: Readonly<Record<string, unknown>> | null;
  } | null;
  readonly error: string | null;
}

/**
 * The invitation whose link this person has followed before they had the app. The real service compares the device's
 * fingerprint with that of the browser; here it is the last link that was followed from the same network address.
 */
export function matchDeferredLink(cloud: Cloud, bearer: Bearer, address: string): DeferredLinkMatch {
  const click = cloud.clickedLinks.find(address);
  const recent = click && click.at > cloud.clock.now() - cloud.settings.deferredLinkWindow;
  const record = recent ? cloud.store.byId(click.invitationId) : undefined;
  // Who has sent the link and tried it is not invited by it.
  if (!record || !isOpen(record) || record.inviter.id === bearer.id)
    return { matched: false, confidence: null, context: null, error: null };
  const [scope] = record.scopes;
  const context = {
    invitationId: record.id,
    inviterId: record.inviter.id,
    groupId: scope?.groupId ?? null,
    groupType: scope?.type ?? null,
    metadata: record.metadata,
  };
  return { matched: true, confidence: 1, context, error: null };
}
