/** What this example uses of the platform; an app of yours has `wrangler types` write all of it. */
declare module 'cloudflare:workers' {
  export class DurableObject {
    constructor(context: DurableObjectContext, env: unknown);
    protected readonly ctx: DurableObjectContext;
  }

  interface DurableObjectContext {
    readonly storage: {
      get<Value>(key: string): Promise<Value | undefined>;
      put(key: string, value: unknown): Promise<void>;
    };
  }
}

/** The page's client is imported as text: the Worker serves it. */
declare module '@vortex/core/browser' {
  const script: string;
  export default script;
}
