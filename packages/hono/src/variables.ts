import type { VortexVariables } from './middleware.ts';

/**
 * `import '@vortex/hono/variables'` types `c.var.vortex` in every Hono app of the program. Without it, chain
 * `new Hono().use(vortex())` or name {@link VortexVariables} in the app's own type; nothing is declared for you.
 */
declare module 'hono' {
  interface ContextVariableMap extends VortexVariables {}
}
