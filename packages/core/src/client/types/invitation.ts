/**
 * How an invitation reaches a person. Open: the Cloud may add a channel. Older records say `sms`, `username` or
 * `phoneNumber` (docs/protocol.md §3.4).
 */
export type DeliveryType = 'email' | 'phone' | 'share' | 'internal' | (string & {});

/**
 * The status of an invitation. Open: the Cloud may add a status (docs/protocol.md §3.4, §6.3).
 *
 * `queued`, `sending`, `sent` and `delivered` follow an email; `shared` is a share link; `unfurled` means that a preview
 * of the link was fetched; `accepted_elsewhere` that the person accepted another invitation to the same scope.
 */
export type InvitationStatus =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'accepted'
  | 'shared'
  | 'unfurled'
  | 'accepted_elsewhere'
  | (string & {});

/** How often an invitation may be accepted: once, any number of times, or by everyone with an email domain. */
export type InvitationType = 'single_use' | 'multi_use' | 'autojoin' | (string & {});

/** A person an invitation is addressed to. */
export interface InvitationTarget {
  /** The channel that `value` belongs to. */
  type: DeliveryType;
  /** Email address, phone number, your own user id (`internal`), or the share link's id. */
  value: string;
  /** Display name of the person invited. */
  name?: string | null;
  /** URL of a picture of the person invited. */
  avatarUrl?: string | null;
  /** The status of this address, if the Cloud sends it. Only the Python and Ruby documentation names it. */
  status?: string | null;
}

/**
 * A scope (team, workspace, organisation…) as the Cloud returns it. Its wire name is "group"; the client fills both
 * names in, and builds a scope from the flat `scope` and `scopeType` that list answers carry (docs/protocol.md §3.4,
 * §3.6).
 */
export interface InvitationScope {
  /** Vortex's own UUID of the scope. Missing if the Cloud sent only the flat form. */
  id?: string;
  /** The Vortex account. Missing if the Cloud sent only the flat form. */
  accountId?: string;
  /** The scope's id in your system. */
  scopeId: string;
  /** @deprecated The older name of {@link InvitationScope.scopeId}; always the same value. */
  groupId: string;
  /** The type of scope: `team`, `workspace`, … */
  type: string;
  /** Display name; the scope's id if the Cloud sent none. */
  name: string;
  /** ISO 8601. Missing if the Cloud sent only the flat form. */
  createdAt?: string;
}

/** @deprecated Use {@link InvitationScope}. */
export type InvitationGroup = InvitationScope;

/** The inviter, as part of an invitation. */
export interface InvitationInviter {
  /** The inviter's id in your system. */
  id: string;
  /** The inviter's email address. */
  email?: string | null;
  /** Display name. */
  name?: string | null;
  /** An HTTPS URL of a picture. */
  avatarUrl?: string | null;
}

/**
 * One acceptance of an invitation. Only `id` and `acceptedAt` are the same in all of the Cloud's responses; each of the
 * other fields appears in at least one official source.
 */
export interface InvitationAcceptance {
  /** Id of this acceptance. */
  id: string;
  /** The Vortex account. */
  accountId?: string;
  /** The Vortex project. */
  projectId?: string;
  /** The invitation that was accepted. */
  invitationId?: string;
  /** ISO 8601. */
  acceptedAt: string;
  /** ISO 8601. The Python and Ruby documentation's name for `acceptedAt`. */
  createdAt?: string;
  /** Who accepted. */
  target?: InvitationTarget;
  /** The type of `target`, as the mobile SDKs read it. */
  targetType?: DeliveryType;
  /** The value of `target`, as the mobile SDKs read it. */
  targetValue?: string;
  /** The email address of the person who accepted. */
  email?: string | null;
  /** The phone number of the person who accepted. */
  phone?: string | null;
  /** The display name of the person who accepted. */
  name?: string | null;
  /** Whether the account existed before. */
  isExisting?: boolean | null;
}

/**
 * An invitation without its targets, as {@link Vortex.getInvitationsByTarget} returns it. A field that the Cloud left
 * out is `undefined` at run time even if the type says otherwise; `scopes` and `groups` are always arrays.
 */
export interface InvitationResultBase {
  /** UUID. */
  id: string;
  /** The Vortex account that owns the invitation. */
  accountId: string;
  /** How often the link was opened. */
  clickThroughs: number;
  /** What the inviter entered in the form: addresses and your custom fields, `{ field: { type, value } }`. */
  formSubmissionData: Record<string, unknown> | null;
  /** @deprecated Use {@link InvitationResultBase.formSubmissionData}, which holds the same. */
  configurationAttributes: Record<string, unknown> | null;
  /** Attributes from the inviter's token. */
  attributes: Record<string, unknown> | null;
  /** The `metadata` that was passed when the invitation was created. */
  metadata?: Record<string, unknown> | null;
  /** An opaque string passed through from the component. */
  passThrough?: string | null;
  /** ISO 8601. */
  createdAt: string;
  /** Whether it was revoked, declined, or closed because autojoin was turned off. */
  deactivated: boolean;
  /** How many times delivery was attempted. */
  deliveryCount: number;
  /** The channels used. */
  deliveryTypes: DeliveryType[];
  /** The inviter's id in your system. */
  foreignCreatorId: string;
  /** How often it may be accepted. */
  invitationType: InvitationType;
  /** ISO 8601, or null when it was never changed. */
  modifiedAt: string | null;
  /** Its status. */
  status: InvitationStatus;
  /** How often its page was viewed. */
  views: number;
  /** The component it was created with. */
  widgetConfigurationId: string;
  /** The scopes it invites to; empty when it has none. */
  scopes: InvitationScope[];
  /** @deprecated Use {@link InvitationResultBase.scopes}; the same scopes. */
  groups: InvitationScope[];
  /** The first scope's id in the flat form, if the Cloud sends it. */
  scope?: string | null;
  /** The first scope's type in the flat form, if the Cloud sends it. */
  scopeType?: string | null;
  /** Who accepted it. */
  accepts?: InvitationAcceptance[];
  /** Whether it has expired. */
  expired: boolean;
  /** ISO 8601. */
  expires?: string;
  /** Where it came from, for analytics; `api` by default. */
  source?: string;
  /** Your own tag, for analytics. */
  subtype?: string | null;
  /** The inviter, if the Cloud sends an object; the other inviter fields hold the same data. */
  inviter?: InvitationInviter | null;
  /** The inviter's name. */
  creatorName?: string | null;
  /** URL of the inviter's picture. */
  creatorAvatarUrl?: string | null;
  /** The deployment of the component. */
  deploymentId?: string;
}

/** An invitation with the people it is addressed to. */
export interface InvitationResult extends InvitationResultBase {
  /** The people invited; a share link has one of type `share`. */
  target: InvitationTarget[];
}
