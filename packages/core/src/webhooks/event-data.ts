import type { InvitationAcceptance, InvitationResult, InvitationTarget } from '../client/types/invitation.ts';

/** The data of a type whose fields are not documented. */
export interface OpenEventData {
  readonly [key: string]: unknown;
}

/**
 * A scope (team, workspace, organisation...) in an event's data, under its wire names. `type` and `groupId` identify
 * it; the rest is for display.
 */
export interface EventScope {
  /** The type of scope: `team`, `workspace`, ... */
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

/** The scopes of an event. Both forms are optional: it is not known whether the Cloud sends either of them. */
export interface ScopedEventData extends OpenEventData {
  /** The scopes of the invitation, under their wire name. */
  readonly groups?: readonly EventScope[];
  /** The id, in your system, of the first scope. */
  readonly scope?: string | null;
  /** The type of the first scope. */
  readonly scopeType?: string | null;
}

/** The invitation's own fields, as far as the event contains them. */
type InvitationFields = Readonly<
  Partial<Omit<InvitationResult, 'scopes' | 'groups' | 'scope' | 'scopeType' | 'accepts'>>
>;

/**
 * The data of an event about an invitation. Only `invitationId` and `targetEmail` are documented (docs/protocol.md
 * §4.3); the emulator also sends the invitation's other fields. All are optional: if you depend on more, read the
 * invitation by its id.
 */
export interface InvitationEventData extends ScopedEventData, InvitationFields {
  /** The invitation's id. */
  readonly invitationId?: string;
  /** The invited person's email address. */
  readonly targetEmail?: string;
  /** The people who have accepted it so far. */
  readonly accepts?: readonly InvitationAcceptance[];
}

/** The data of `invitation.accepted`. */
export interface InvitationAcceptedEventData extends InvitationEventData {
  /**
   * The address and display name of the person who accepted. The emulator sends them; it is not known whether the Cloud
   * does.
   */
  readonly acceptedBy?: Readonly<InvitationTarget>;
  /** Whether the account existed before. */
  readonly isExisting?: boolean;
}

/** The data of `member.created`. The Cloud documents no field; the emulator sends all of them. */
export interface MemberCreatedEventData extends ScopedEventData {
  /** The invitation through which the person became a member. */
  readonly invitationId?: string;
  /** The member's email address. */
  readonly targetEmail?: string;
  /** The address that the member accepted with, and their display name. */
  readonly member?: Readonly<InvitationTarget>;
  /** Whether the account existed before. */
  readonly isExisting?: boolean;
}

/** The data of `group.member.added`: the member and the scope they were added to. */
export interface GroupMemberAddedEventData extends MemberCreatedEventData {
  /** The scope's id in your system. */
  readonly groupId?: string;
  /** The type of scope: `team`, `workspace`, ... */
  readonly groupType?: string;
  /** The scope's display name. */
  readonly groupName?: string;
}

/** The data of an event about a complaint from an address. */
export interface EmailEventData extends OpenEventData {
  /** The address that the complaint came from. */
  readonly targetEmail?: string;
  /** The invitation the email was sent for. */
  readonly invitationId?: string;
}

/**
 * The type of `data`, by event type. All fields are optional, and others may appear: the Cloud documents little and may
 * add fields.
 */
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
