import type { Target, UnfurlConfig } from '../types.ts';

/** A scope that is named by the customer's id of it. */
export interface ScopeInput {
  readonly type: string;
  readonly groupId: string;
  readonly name: string | undefined;
}

/** What a new invitation is made from (docs/protocol.md §3.2, endpoint 2). */
export interface CreateInput {
  readonly componentId: string;
  /** Whom it goes to; the first one is who is named where there is room for one. */
  readonly targets: readonly Target[];
  readonly inviter: {
    readonly userId: string;
    readonly email: string | null;
    readonly name: string | null;
    readonly avatarUrl: string | null;
  };
  readonly scopes: readonly ScopeInput[];
  readonly source: string;
  readonly subtype: string | null;
  readonly templateVariables: Readonly<Record<string, string>> | null;
  readonly metadata: Record<string, unknown> | null;
  /** What a component's form held; `null` where no form was filled in. */
  readonly formData: Record<string, unknown> | null;
  readonly attributes: Record<string, unknown> | null;
  readonly passThrough: string | null;
  readonly unfurlConfig: UnfurlConfig | null;
}

/** Which invitations are accepted, and everything the acceptor is known by (endpoint 5). */
export interface AcceptInput {
  readonly invitationIds: readonly string[];
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly name: string | undefined;
  readonly isExisting: boolean | undefined;
}

/** A scope's whole autojoin list (endpoint 11). Domains are in their ASCII form, without a leading `@`. */
export interface AutojoinInput {
  readonly scope: ScopeInput;
  readonly domains: readonly string[];
  readonly componentId: string;
  readonly metadata: Record<string, unknown> | null;
}

/** What an invitee did with an invitation inside the customer's app (endpoint 12). */
export interface SyncInput {
  readonly creatorId: string;
  readonly targetValue: string;
  readonly action: 'accepted' | 'declined';
  readonly componentId: string;
}
