import type { HandlerInput } from '../http/handler.ts';
import type { JsonObject } from './body.ts';
import type { VortexRoutesOptions } from './options.ts';
import type { RoutesClient } from './routes-client.ts';
import type { VortexUser } from './user/user.ts';

/** One request that has passed everything up to its own validation. */
export interface RouteCall<Req = unknown> {
  readonly input: HandlerInput<Req>;
  readonly options: VortexRoutesOptions<Req>;
  readonly client: RoutesClient;
  readonly user: VortexUser;
  /** What the path says, not yet checked. */
  readonly params: JsonObject;
  /** `{}` where the route has no body or the request brought none. */
  readonly body: JsonObject;
}

/** Validates, asks the rule, calls Vortex Cloud, and gives the reply's body. */
export type RouteHandler<Reply extends object = object> = <Req>(call: RouteCall<Req>) => Reply | Promise<Reply>;
