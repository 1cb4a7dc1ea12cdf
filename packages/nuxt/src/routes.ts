import type { VortexRoutesOptions } from '@vortex/core';
import { checkRoutesOptions, handleRoute, stripBasePath } from '@vortex/core/adapter';
import { type NitroEvent, type NitroHandler, pathnameOf, toInput, toReply } from './event.ts';
import { asHandler } from './handler.ts';

/**
 * The routes that a page's Vortex components call: the default export of `server/vortex/routes.ts` with the Nuxt
 * module, or of `routes/api/vortex/[...].ts` in Nitro. Closed by default: with only `authenticate`, signed-in users
 * have access only to what is theirs.
 *
 * @param options - `authenticate` and any other option of core. Your functions get the event.
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
 * @example
 * import type { H3Event } from 'h3'; // Nitro 3: from 'nitro/h3'
 *
 * export default vortexRoutes({ authenticate: (event: H3Event) => event.context.user });
 */
export function vortexRoutes<Event extends NitroEvent = NitroEvent>(
  options: VortexRoutesOptions<Event>,
): NitroHandler<Event> {
  checkRoutesOptions(options);
  return asHandler(async (event: Event) => {
    const path = stripBasePath(pathnameOf(event), options.basePath);
    return toReply(event, await handleRoute(toInput(event, path), options));
  });
}
