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

/** A scope, as in your invitations. */
export interface ScopeFields {
  /** The type of scope: `'team'`, `'workspace'`. */
  readonly scopeType: string;
  /** Its id in your system. */
  readonly scope: string;
}

/** Whom to invite to which scope. The inviter is always the signed-in user. */
export interface InviteFields extends ScopeFields {
  /** The component's id, from the Vortex dashboard. */
  readonly componentId: string;
  readonly targetType: 'email' | 'phone' | 'internal';
  /** The email address, the phone number, or the user's id in your system (`internal`). */
  readonly targetValue: string;
  /** The display name of the person invited. */
  readonly targetName?: string | undefined;
}

/** The email domains whose users may join a scope without an invitation. */
export interface ConfigureAutojoinFields extends ScopeFields {
  /** The component's id, from the Vortex dashboard. */
  readonly componentId: string;
  /** The whole list; a domain that is not in it is removed. */
  readonly domains: readonly string[];
  readonly scopeName?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The result of an action. A refusal is a value, because errors thrown by a server action reach the page without their
 * message.
 */
export type VortexActionResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      /** The status that a route would have responded with: 401, 403, 404, ... */
      readonly status: number;
      /** Stable, for branching. */
      readonly code: VortexErrorCode;
      /** A message for developers; write your own for users. */
      readonly error: string;
    };

/** Functions for your `'use server'` module. Anyone can call them with any argument, so each checks everything. */
export interface VortexActions {
  /** Invites somebody. By default allowed for members of the scope. */
  invite(fields: InviteFields): Promise<VortexActionResult<CreateInvitationResponse>>;
  /** Revokes an invitation. By default allowed for the creator, and for admins of all of the invitation's scopes. */
  revoke(fields: InvitationFields): Promise<VortexActionResult<{ readonly success: true }>>;
  /**
   * Sends an invitation again. By default allowed for the creator, and for admins of all of the invitation's scopes.
   */
  reinvite(fields: InvitationFields): Promise<VortexActionResult<InvitationResult>>;
  /** Reads a scope's autojoin domains. By default allowed for members of the scope. */
  getAutojoinDomains(fields: ScopeFields): Promise<VortexActionResult<AutojoinDomainsResponse>>;
  /**
   * Sets a scope's autojoin domains. By default allowed for its admins, within their `allowedEmailDomains` if given.
   */
  configureAutojoin(fields: ConfigureAutojoinFields): Promise<VortexActionResult<AutojoinDomainsResponse>>;
}

/**
 * Creates the functions for server actions, closed by default under the rules of {@link vortexRoutes}. They become
 * actions when your `'use server'` module exports the ones that your pages need.
 *
 * Redirects thrown by `authenticate` are passed on to Next.
 *
 * @param options - `authenticate` is called without an argument: read the session from `cookies()`.
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
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
