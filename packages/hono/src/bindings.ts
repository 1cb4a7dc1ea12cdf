import type { Context, Env } from 'hono';

/** The bindings (`c.env`) that are read where an option is not given. All are optional. */
export interface VortexBindings {
  /** `VRTX.<id>.<secret>`. */
  VORTEX_API_KEY?: string;
  /** Where the REST API is, when it is not Vortex Cloud: the emulator's address. */
  VORTEX_API_BASE_URL?: string;
  /** The webhook's signing secret. */
  VORTEX_WEBHOOK_SECRET?: string;
}

/** The environment that handlers are typed for when they are not told yours: `vortexRoutes<AppEnv>({ ... })`. */
export interface VortexEnv {
  Bindings: VortexBindings;
}

/** A binding that holds text, where the platform has bindings: on Node `c.env` is the socket, on Bun the server. */
export function binding<E extends Env>(c: Context<E>, name: string): string | undefined {
  const value: unknown = Object(c.env)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
