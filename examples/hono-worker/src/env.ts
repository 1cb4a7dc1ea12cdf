import type { VortexBindings, VortexVariables } from '@vortex/hono';
import type { DurableObjectNamespaceLike } from '@vortex/hono/durable-object';
import type { Context } from 'hono';
import type { TeamObject } from './team.ts';

/** What Hono's handlers find in `c.env` and `c.var`. */
export interface AppEnv {
  Bindings: VortexBindings & {
    readonly TEAM: { getByName(name: string): TeamObject };
    /** Which webhooks have been handled. */
    readonly VORTEX_REPLAY: DurableObjectNamespaceLike;
    readonly SESSION_SECRET: string;
    /** The script of the component on the page: on one's own machine, the emulator's stand-in for the official one. */
    readonly COMPONENT_URL?: string;
  };
  Variables: VortexVariables;
}

/** The one team there is, and its scope in Vortex. */
export const TEAM = { type: 'team', id: 'lighthouse', name: 'Lighthouse' } as const;

/** Which component's mail template invitations use. The emulator takes any; in the Cloud it is one of yours. */
export const COMPONENT = 'team-invite';

/** Where pages get their Vortex client. */
export const CLIENT_PATH = '/vortex.js';

/** The team's Durable Object. */
export function teamOf(c: Context<AppEnv>): TeamObject {
  return c.env.TEAM.getByName(TEAM.id);
}
