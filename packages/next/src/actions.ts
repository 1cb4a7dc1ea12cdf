import type {
  AutojoinDomainsResponse,
  CreateInvitationResponse,
  InvitationResult,
  VortexActionsOptions,
  VortexErrorCode,
} from '@vortex/core';
import { checkRoutesOptions, type HandlerReply, type PerformedAction, performAction } from '@vortex/core/adapter';
import { isControlFlow } from './handlers.ts';

/** One invitation. */
export interface InvitationFields {
  readonly invitationId: string;
}

/** A scope, as your invitations name it. */
export interface ScopeFields {
  /** The kind of scope: `'team'`, `'workspace'`. */
  readonly scopeType: string;
  /** Its id in your system. */
  readonly scope: string;
}

/** Whom to invite into which scope. The inviter is always the signed-in user. */
export interface InviteFields extends ScopeFields {
  /** The component's id, from the Vortex dashboard. */
  readonly componentId: string;
  readonly targetType: 'email' | 'phone' | 'internal';
  /** The email address, the phone number, or the user's id in your system (`internal`). */
  readonly targetValue: string;
  /** How the person invited is addressed. */
  readonly targetName?: string | undefined;
}

/** The domains whose people may join a scope without an invitation. */
export interface ConfigureAutojoinFields extends ScopeFields {
  /** The component's id, from the Vortex dashboard. */
  readonly componentId: string;
  /** The whole list; what is not in it is removed. */
  readonly domains: readonly string[];
  readonly scopeName?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What an action resolves to. A refusal is a value: what a server action throws reaches the page without its message.
 */
export type VortexActionResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      /** What a route would have answered: 401, 403, 404, ... */
      readonly status: number;
      /** Stable, for branching. */
      readonly code: VortexErrorCode;
      /** For developers; write your own for users. */
      readonly error: string;
    };

/** Functions for a `'use server'` module of yours. Each may be called by anybody with anything, and checks everything. */
export interface VortexActions {
  /** Invites somebody. By default for members of the scope. */
  invite(fields: InviteFields): Promise<VortexActionResult<CreateInvitationResponse>>;
  /** By default for the creator, and for admins of all of the invitation's scopes. */
  revoke(fields: InvitationFields): Promise<VortexActionResult<{ readonly success: true }>>;
  /** Sends an invitation again. By default for the creator, and for admins of all of the invitation's scopes. */
  reinvite(fields: InvitationFields): Promise<VortexActionResult<InvitationResult>>;
  /** By default for members of the scope. */
  getAutojoinDomains(fields: ScopeFields): Promise<VortexActionResult<AutojoinDomainsResponse>>;
  /** By default for admins of the scope, within their `allowedEmailDomains` where given. */
  configureAutojoin(fields: ConfigureAutojoinFields): Promise<VortexActionResult<AutojoinDomainsResponse>>;
}

/**
 * What server actions are made of, closed by default under the rules of {@link vortexRoutes}. They become
 * actions when a `'use server'` module of yours exports the ones your pages need.
 *
 * What `authenticate` throws to redirect goes on to Next.
 *
 * @param options - `authenticate` is called without an argument: read the session from `cookies()`.
 * @throws {VortexConfigError} `invalid_option`, where an option is invalid.
 * @example
 * const actions = createVortexActions({ authenticate: () => currentUser() });
 *
 * export async function revokeInvitation(invitationId: string) {
 *   'use server';
 *   return actions.revoke({ invitationId });
 * }
 */
export function createVortexActions(options: VortexActionsOptions<undefined>): VortexActions {
  checkRoutesOptions(options);
  const action =
    <Fields, Value>(name: PerformedAction) =>
    async (fields: Fields): Promise<VortexActionResult<Value>> =>
      result<Value>(await performAction(name, { fields, request: undefined, isControlFlow }, options));
  return {
    invite: action('invite'),
    revoke: action('revoke'),
    reinvite: action('reinvite'),
    getAutojoinDomains: action('getAutojoinDomains'),
    configureAutojoin: action('configureAutojoin'),
  };
}

function result<Value>({ status, body }: HandlerReply): VortexActionResult<Value> {
  if (status === 200) return { ok: true, value: body as Value };
  const { code, error } = body as { code: VortexErrorCode; error: string };
  return { ok: false, status, code, error };
}
