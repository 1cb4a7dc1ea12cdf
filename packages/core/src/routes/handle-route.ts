import { outsideBasePath, stripBasePath } from '../http/base-path.ts';
import { type HandlerInput, type HandlerReply, JSON_HEADERS, type JsonValue } from '../http/handler.ts';
import { BODY_TIMEOUT } from '../http/read-body.ts';
import { isPromise } from '../shared/checks/is-promise.ts';
import { type JsonObject, readJsonObject } from './body.ts';
import type { RouteHandler } from './call.ts';
import { checkRoutesOptions } from './check-options.ts';
import { clientOf } from './client.ts';
import type { VortexRoutesOptions } from './options.ts';
import { originAllowed } from './origin.ts';
import { Refusal, throwControlFlow } from './refusal.ts';
import { matchRoute, type RouteMatch } from './table.ts';
import { failureReply } from './upstream-errors.ts';
import { signedInUser } from './user/sign-in.ts';

const DEFAULT_MAX_BODY_BYTES = 102_400;

/**
 * Handles one request to the routes of a page's Vortex components (docs/protocol.md §5). Adapters pass the request as
 * plain values and write the reply; every decision is made here. It rejects only with errors that `input.isControlFlow`
 * recognizes.
 *
 * @param input - The request. If `path` is left out, the route is the part of `pathname` after `basePath`.
 * @param options - The options. Use the same object for all requests: the client made from it is kept with it.
 * @example
 * const reply = await handleRoute(input, { authenticate: (request) => sessionUser(request) });
 */
export async function handleRoute<Req>(
  input: HandlerInput<Req>,
  options: VortexRoutesOptions<Req>,
): Promise<HandlerReply> {
  try {
    // In the order of their cost and of what they give away: nothing is read for a stranger.
    checkRoutesOptions(options);
    const path = input.path ?? stripBasePath(input.pathname, options.basePath);
    if (path === undefined) return outsideBasePath(input.pathname, options.basePath);
    const route = matchRoute(path);
    if (!route) throw new Refusal(404, 'route_not_found', 'There is no such Vortex route.');
    const handler = handlerFor(route, input.method);
    if (!originAllowed(input, options)) {
      throw new Refusal(403, 'origin_refused', 'This origin is not allowed (see trustedOrigins).');
    }
    // What is there is not waited for: each turn costs more than most of what happens in it.
    const signedIn = signedInUser(input.request, options);
    const user = isPromise(signedIn) ? await signedIn : signedIn;
    const { maxBodyBytes = DEFAULT_MAX_BODY_BYTES, bodyTimeout = BODY_TIMEOUT } = options;
    const read = input.method === 'POST' ? readJsonObject(input, { maxBodyBytes, bodyTimeout }) : {};
    const body = isPromise<JsonObject>(read) ? await read : read;
    const client = clientOf(options, input);
    const answer = handler({ input, options, client, user, params: route.params, body });
    const reply = isPromise(answer) ? await answer : answer;
    return { status: 200, headers: JSON_HEADERS, body: reply as JsonValue };
  } catch (error) {
    throwControlFlow(error, input);
    return await failureReply(error, options, input);
  }
}

function handlerFor({ methods }: RouteMatch, method: string): RouteHandler {
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (handler) return handler;
  const allow = Object.keys(methods).join(', ');
  throw new Refusal(405, 'method_not_allowed', `This route accepts only ${allow}.`, { headers: { allow } });
}
