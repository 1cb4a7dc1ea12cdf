import type { CreateInvitationRequest } from '../client/types/create-invitation.ts';
import type { VortexErrorCode } from '../errors.ts';
import type { VortexLogger } from '../shared/logger.ts';
import type { ExpiresIn } from '../tokens/types.ts';
import type { InviteContext, VortexAuthorize } from './actions.ts';
import type { RoutesClientSource } from './routes-client.ts';
import type { VortexTokenContext } from './token-context.ts';
import type { VortexUser } from './user/user.ts';

/** The context that the routes' `onError` gets with the error. */
export interface RouteErrorContext<Req = unknown> {
  /** The stable code in the response. */
  readonly code: VortexErrorCode;
  /** The status of the response. */
  readonly status: number;
  /** The framework's own request, untouched. */
  readonly request: Req;
}

/**
 * How the routes of a page's Vortex components behave. Only `authenticate` is required; by default, users have access
 * only to what is theirs.
 *
 * @typeParam Req - The framework's own request, as `authenticate`, `claims` and the rules of `authorize` get it.
 * @example
 * const options: VortexRoutesOptions<Request> = {
 *   authenticate: async (request) => {
 *     const session = await sessionOf(request);
 *     return session && { id: session.userId, email: session.verifiedEmail, scopes: session.teams };
 *   },
 * };
 */
export interface VortexRoutesOptions<Req = unknown> {
  /**
   * Your session lookup: returns the signed-in user. For `null` or `undefined` the response is 401. An error is logged,
   * and the response is 500 `authenticate_failed`.
   *
   * `email` and `phone` must be addresses that your app has **verified**: their owner may read and accept invitations
   * that were sent to them.
   */
  readonly authenticate: (request: Req) => VortexUser | null | undefined | Promise<VortexUser | null | undefined>;
  /**
   * Your own rules by action, instead of the default ones. Only the result `true` allows the action. A rule gets
   * exactly the values that are then sent to Vortex. Default: the rules above.
   */
  readonly authorize?: VortexAuthorize<Req> | undefined;
  /**
   * Returns further claims of a token, such as `vars`. They override the component and the scope that the page
   * requested, and cannot change the user. Called after the rule has allowed the token. Default: the page's component
   * and scope.
   */
  readonly claims?:
    | ((
        user: VortexUser,
        context: VortexTokenContext,
        request: Req,
      ) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>)
    | undefined;
  /**
   * A client, an API key, client options, or a function of the request that returns one of these (one per tenant, a Worker's
   * bindings). If the function returns nothing, the response is 500 `lookup_found_nothing`; the environment is not used
   * instead. Default: a client with `VORTEX_API_KEY` and `VORTEX_API_BASE_URL`.
   */
  readonly vortex?: RoutesClientSource | ((request: Req) => RoutesClientSource) | undefined;
  /** The path of the routes, if the framework does not provide it. Default: `/api/vortex`. */
  readonly basePath?: string | undefined;
  /**
   * Other origins whose pages may call the routes, such as `https://app.example.com`, or a function of the request that
   * returns them. Default: none.
   */
  readonly trustedOrigins?: readonly string[] | ((request: Req) => readonly string[] | undefined) | undefined;
  /** Trust `X-Forwarded-Host`. Only behind a proxy that always sets it. Default: `false`. */
  readonly trustProxy?: boolean | undefined;
  /** The lifetime of tokens: `'15m'`, `'1h'`, `'7d'`, or a number of seconds. Default: `'1h'`. */
  readonly tokenExpiresIn?: ExpiresIn | undefined;
  /** The largest accepted body, in bytes. Default: 102,400 (100 KiB). */
  readonly maxBodyBytes?: number | undefined;
  /**
   * How long a body may take to arrive, in milliseconds. After that the response is 408 `body_timeout`. Default: 30,000.
   */
  readonly bodyTimeout?: number | undefined;
  /**
   * Called with failures whose details the response does not show: those of your functions and of Vortex Cloud. Awaited
   * before the response. Default: none.
   */
  readonly onError?: ((error: Error, context: RouteErrorContext<Req>) => unknown) | undefined;
  /**
   * Receives a line for each of these failures, in addition to `onError`. `false` turns logging off. Default: without
   * `onError`, 5xx responses go to `console.error`.
   */
  readonly logger?: VortexLogger | false | undefined;
  /**
   * Rethrow what `authenticate`, `authorize` and `claims` throw instead of responding with 500, so that the framework's error
   * handling sees it (Express' `next(error)`, Hono's `onError`, Next's `onRequestError`, Nest's filters), and with it Sentry
   * or OpenTelemetry. Default: `false`.
   */
  readonly rethrow?: boolean | undefined;
}

/** The data that your server adds to an invitation that a page requests. */
export type InvitationDetails = Pick<
  CreateInvitationRequest,
  'scopeName' | 'source' | 'templateVariables' | 'metadata' | 'subtype' | 'unfurlConfig'
>;

/**
 * How remote functions behave that pages call (Next's server actions): like the routes, closed unless allowed.
 *
 * @typeParam Req - The value that `authenticate` and the rules get instead of a request.
 */
export interface VortexActionsOptions<Req = unknown>
  extends Pick<VortexRoutesOptions<Req>, 'authenticate' | 'authorize' | 'vortex' | 'logger' | 'onError' | 'rethrow'> {
  /**
   * Returns further data of an invitation: the scope's name, variables for the email template, metadata that webhooks
   * return. Called after the rule has allowed the invitation; a page can't set any of these. Default: nothing.
   */
  readonly invitation?: ((context: InviteContext<Req>) => InvitationDetails | Promise<InvitationDetails>) | undefined;
}
