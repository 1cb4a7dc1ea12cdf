import type { CreateInvitationRequest } from '../client/types/create-invitation.ts';
import type { VortexErrorCode } from '../errors.ts';
import type { VortexLogger } from '../shared/logger.ts';
import type { ExpiresIn } from '../tokens/types.ts';
import type { InviteContext, VortexAuthorize } from './actions.ts';
import type { RoutesClientSource } from './routes-client.ts';
import type { VortexTokenContext } from './token-context.ts';
import type { VortexUser } from './user/user.ts';

/** What `onError` of the routes is told beside the error. */
export interface RouteErrorContext<Req = unknown> {
  /** The stable code of the answer. */
  readonly code: VortexErrorCode;
  /** The status of the answer. */
  readonly status: number;
  /** The framework's own request, untouched. */
  readonly request: Req;
}

/**
 * How the routes of a page's Vortex components behave. `authenticate` alone is enough: without the rest a user may do
 * what is theirs and nothing else.
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
   * Who is signed in: your session look-up. `null` (or `undefined`) is answered with 401; what it throws with 500 and
   * `authenticate_failed`, logged, never with a silent 403.
   *
   * `email` and `phone` must be addresses that your app has **verified**: whoever has them may read and accept what was
   * sent to them.
   */
  readonly authenticate: (request: Req) => VortexUser | null | undefined | Promise<VortexUser | null | undefined>;
  /**
   * Your rule for an action, in place of the one that stands there by default. Only `true` allows. What a rule is shown
   * is exactly what is sent to Vortex afterwards. Default: none replaced.
   */
  readonly authorize?: VortexAuthorize<Req> | undefined;
  /**
   * What else goes into a token, beside the user, and in place of what the page asked for: `component`, `scope`, `vars`,
   * any JSON. Called with the page's context, once the rule has allowed it. `user` and the claims made from it can't be set
   * here. Default: nothing; the component and the scope of the context enter the token.
   */
  readonly claims?:
    | ((
        user: VortexUser,
        context: VortexTokenContext,
        request: Req,
      ) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>)
    | undefined;
  /**
   * A client, or an API key or options to make one from at first use; or a function that gets one of these from the
   * request (one per tenant, a Worker's bindings). A function that finds nothing is answered with 500 and
   * `lookup_found_nothing`, never with the environment's key. Default: `VORTEX_API_KEY` and `VORTEX_API_BASE_URL`.
   */
  readonly vortex?: RoutesClientSource | ((request: Req) => RoutesClientSource) | undefined;
  /** Where the routes live when the framework does not tell. Default: `/api/vortex`. */
  readonly basePath?: string | undefined;
  /**
   * Other origins whose pages may call the routes, like `https://app.example.com`, or a function that gets them from the
   * request. Default: none.
   */
  readonly trustedOrigins?: readonly string[] | ((request: Req) => readonly string[] | undefined) | undefined;
  /** Believe `X-Forwarded-Host`: only behind a proxy that always sets it. Default: `false`. */
  readonly trustProxy?: boolean | undefined;
  /** How long tokens live: `'15m'`, `'1h'`, `'7d'`, or a number of seconds. Default: `'1h'`. */
  readonly tokenExpiresIn?: ExpiresIn | undefined;
  /** The longest body that is read, in bytes. Default: 102400 (100 KB). */
  readonly maxBodyBytes?: number | undefined;
  /**
   * How long a body may take to arrive, in milliseconds, before the request is answered with 408 and `body_timeout`.
   * Default: 30000 (30 seconds).
   */
  readonly bodyTimeout?: number | undefined;
  /**
   * Told what callers are not: failures of your functions and of Vortex Cloud. Awaited before the answer. Default: none.
   */
  readonly onError?: ((error: Error, context: RouteErrorContext<Req>) => unknown) | undefined;
  /**
   * Gets a line for each of these failures, beside `onError`. Default: without `onError`, what is answered with a 5xx goes
   * to `console.error`; `false` is silence.
   */
  readonly logger?: VortexLogger | false | undefined;
  /**
   * Rethrow what `authenticate`, `authorize` and `claims` threw, instead of answering 500, so that the framework's error
   * handling sees it (Express' `next(error)`, Hono's `onError`, Next's `onRequestError`, Nest's filters), and with it
   * Sentry or OpenTelemetry. Default false.
   */
  readonly rethrow?: boolean | undefined;
}

/** What your server adds to an invitation that a page asks for. */
export type InvitationDetails = Pick<
  CreateInvitationRequest,
  'scopeName' | 'source' | 'templateVariables' | 'metadata' | 'subtype' | 'unfurlConfig'
>;

/**
 * How functions behave that pages call from afar (Next's server actions): as the routes do, closed unless allowed.
 *
 * @typeParam Req - What `authenticate` and the rules get in the place of a request.
 */
export interface VortexActionsOptions<Req = unknown>
  extends Pick<VortexRoutesOptions<Req>, 'authenticate' | 'authorize' | 'vortex' | 'logger' | 'onError' | 'rethrow'> {
  /**
   * What else goes into an invitation: the scope's name, variables for the mail's template, metadata that comes back in
   * webhooks. Asked once the rule has allowed it; a page can set none of these. Default: nothing.
   */
  readonly invitation?: ((context: InviteContext<Req>) => InvitationDetails | Promise<InvitationDetails>) | undefined;
}
