import type { InvitationAcceptance, InvitationResult, InvitationTarget } from '../client/types/invitation.ts';

/** The data of a type whose fields are not documented. */
export interface OpenEventData {
  readonly [key: string]: unknown;
}

/**
 * A scope (team, workspace, organisation...) in an event's data, under its wire names. Only `type` and `groupId`
 * identify it; the rest is for display.
 */
export interface EventScope {
  /** What kind of scope: `team`, `workspace`, ... */
  readonly type: string;
  /** The scope's id in your system. */
  readonly groupId: string;
  /** Vortex's own UUID of the scope. */
  readonly id?: string;
  /** The Vortex account. */
  readonly accountId?: string;
  /** Display name. */
  readonly name?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
}

/** The scopes an event is about. Both forms are optional: the Cloud is not known to send either of them. */
export interface ScopedEventData extends OpenEventData {
  /** The scopes invited to, under their wire name. */
  readonly groups?: readonly EventScope[];
  /** The id, in your system, of the first scope. */
  readonly scope?: string | null;
  /** The type of the first scope. */
  readonly scopeType?: string | null;
}

/** The fields of an invitation itself, as far as an event brings them along. */
type InvitationFields = Readonly<
  Partial<Omit<InvitationResult, 'scopes' | 'groups' | 'scope' | 'scopeType' | 'accepts'>>
>;

/**
 * The data of an event about an invitation. Documented are `invitationId` and `targetEmail` (docs/protocol.md §4.3);
 * the emulator sends the fields of the invitation beside them. All are optional: look an invitation up by its id where
 * you depend on more.
 */
export interface InvitationEventData extends ScopedEventData, InvitationFields {
  /** The invitation's id. */
  readonly invitationId?: string;
  /** The invited person's email address. */
  readonly targetEmail?: string;
  /** Who has accepted it so far. */
  readonly accepts?: readonly InvitationAcceptance[];
}

/** The data of `invitation.accepted`. */
export interface InvitationAcceptedEventData extends InvitationEventData {
  /** Who accepted: the address, and the display name. Sent by the emulator; the Cloud is not known to. */
  readonly acceptedBy?: Readonly<InvitationTarget>;
  /** Whether the account existed before. */
  readonly isExisting?: boolean;
}

/** The data of `member.created`. The Cloud documents none of it; the emulator sends all. */
export interface MemberCreatedEventData extends ScopedEventData {
  /** The invitation through which the person became a member. */
  readonly invitationId?: string;
  /** The member's email address. */
  readonly targetEmail?: string;
  /** The address they accepted with, and their display name. */
  readonly member?: Readonly<InvitationTarget>;
  /** Whether the account existed before. */
  readonly isExisting?: boolean;
}

/** The data of `group.member.added`: the member, and the one scope they were added to. */
export interface GroupMemberAddedEventData extends MemberCreatedEventData {
  /** The scope's id in your system. */
  readonly groupId?: string;
  /** What kind of scope: `team`, `workspace`, ... */
  readonly groupType?: string;
  /** The scope's display name. */
  readonly groupName?: string;
}

/** The data of an event about an address that complained. */
export interface EmailEventData extends OpenEventData {
  /** The address in question. */
  readonly targetEmail?: string;
  /** The invitation the email was sent for. */
  readonly invitationId?: string;
}

/** What `data` is, by event type. Everything is optional and open: the Cloud documents little and may add fields. */
export interface WebhookEventDataMap {
  'invitation.created': InvitationEventData;
  'invitation.accepted': InvitationAcceptedEventData;
  'invitation.deactivated': InvitationEventData;
  'invitation.email.delivered': InvitationEventData;
  'invitation.email.bounced': InvitationEventData;
  'invitation.email.opened': InvitationEventData;
  'invitation.link.clicked': InvitationEventData;
  'invitation.reminder.sent': InvitationEventData;
  'deployment.created': OpenEventData;
  'deployment.deactivated': OpenEventData;
  'abtest.started': OpenEventData;
  'abtest.winner_declared': OpenEventData;
  'member.created': MemberCreatedEventData;
  'group.member.added': GroupMemberAddedEventData;
  'email.complained': EmailEventData;
}
