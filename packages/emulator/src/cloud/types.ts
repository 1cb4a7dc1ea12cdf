/** How an invitation reaches a person (docs/protocol.md §3.4). */
export type TargetType = 'email' | 'phone' | 'share' | 'internal';

/** The statuses an invitation goes through (docs/protocol.md §6.3). */
export type InvitationStatus =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'accepted'
  | 'shared'
  | 'unfurled'
  | 'accepted_elsewhere';

/** One accept for `single_use`, any number for `multi_use`, a whole email domain for `autojoin`. */
export type InvitationType = 'single_use' | 'multi_use' | 'autojoin';

/** Who is invited, or who has accepted. */
export interface Target {
  readonly type: TargetType;
  readonly value: string;
  readonly name: string | null;
  readonly avatarUrl: string | null;
}

/** A scope of the customer's (a team, a workspace), as invitations carry it. */
export interface Scope {
  /** Vortex's own UUID of the scope. */
  readonly id: string;
  readonly accountId: string;
  /** The customer's id of the scope. */
  readonly groupId: string;
  readonly type: string;
  readonly name: string;
  /** ISO timestamp. */
  readonly createdAt: string;
}

/** One person's accept. */
export interface Acceptance {
  readonly id: string;
  readonly accountId: string;
  readonly projectId: string;
  /** ISO timestamp. */
  readonly acceptedAt: string;
  readonly target: Target;
  /** Whether the account existed before, where that was said. */
  readonly isExisting?: boolean;
}

/** The person who invites, in the customer's system. */
export interface Inviter {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly avatarUrl: string | null;
}

/** How a link looks where it is shared (Open Graph). */
export interface UnfurlConfig {
  readonly title?: string;
  readonly description?: string;
  readonly image?: string;
  readonly type?: string;
  readonly siteName?: string;
}

/** One thing that happened to an invitation, for its timeline. */
export interface TimelineEntry {
  /** Milliseconds since the epoch, by the emulator's clock. */
  readonly at: number;
  /** For example `created`, `delivered`, `link clicked`, `accepted by ada@example.com`. */
  readonly what: string;
}

/** An invitation as the store keeps it. Times are milliseconds since the epoch. */
export interface InvitationRecord {
  readonly id: string;
  /** Position in the order of creation. */
  readonly sequence: number;
  /** The end of its short link. */
  readonly code: string;
  readonly componentId: string;
  readonly type: InvitationType;
  readonly deliveryTypes: readonly TargetType[];
  readonly targets: readonly Target[];
  readonly scopes: readonly Scope[];
  readonly inviter: Inviter;
  readonly source: string;
  readonly subtype: string | null;
  readonly templateVariables: Readonly<Record<string, string>> | null;
  readonly metadata: Record<string, unknown> | null;
  /** What was entered in the form: addresses and the customer's own fields. */
  readonly formData: Record<string, unknown> | null;
  /** What the inviter's token carries for the invitation. */
  readonly attributes: Record<string, unknown> | null;
  /** An opaque string of the component's. */
  readonly passThrough: string | null;
  readonly unfurlConfig: UnfurlConfig | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  status: InvitationStatus;
  deliveryCount: number;
  clickThroughs: number;
  views: number;
  deactivated: boolean;
  expired: boolean;
  modifiedAt: number | null;
  readonly accepts: Acceptance[];
  timeline: readonly TimelineEntry[];
  /** When Vortex reminds the person next; `null` for not any more. */
  remindAt: number | null;
}
