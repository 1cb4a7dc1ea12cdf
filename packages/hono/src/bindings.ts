import type { Context, Env } from 'hono';

/** The bindings (`c.env`) that are read if an option is left out. All are optional. */
export interface VortexBindings {
  /** `VRTX.<id>.<secret>`. */
  VORTEX_API_KEY?: string;
  /** The base URL of the REST API if it is not Vortex Cloud, such as the emulator's. */
  VORTEX_API_BASE_URL?: string;
  /** The webhook's signing secret. */
  VORTEX_WEBHOOK_SECRET?: string;
}

/** The default environment type of handlers. Pass your own: `vortexRoutes<AppEnv>({ ... })`. */
export interface VortexEnv {
  Bindings: VortexBindings;
}

/** A string binding, if the platform has bindings: on Node `c.env` is the socket, on Bun the server. */
export function binding<E extends Env>(c: Context<E>, name: string): string | undefined {
  const value: unknown = Object(c.env)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
