/** What a case wants of the app under test. Plain JSON, so that it can be handed to another runtime's process. */
export interface Settings {
  /** Left out: the webhook secret comes from the environment. */
  readonly webhookSecret?: string | readonly string[];
  /** Secrets by tenant: the one that the header `x-tenant` names is looked up for each request. */
  readonly webhookTenants?: Readonly<Record<string, string>>;
  /** The tenants for which a look-up of the replay store finds one. Left out: it is not looked up. */
  readonly replayStoreOf?: readonly string[];
  readonly webhookMaxBodyBytes?: number;
  /** In milliseconds. */
  readonly webhookBodyTimeout?: number;
  readonly handlerTimeout?: number;
  /** Left out: key and base URL come from the environment. */
  readonly vortex?: {
    readonly apiKey: string;
    readonly baseUrl: string;
    readonly maxRetries?: number;
    readonly timeout?: number;
  };
  readonly routesMaxBodyBytes?: number;
  /** In milliseconds. */
  readonly routesBodyTimeout?: number;
  readonly trustedOrigins?: readonly string[];
  readonly trustProxy?: boolean;
  /** Rules in place of the default ones: what each returns, or `"throw"`. */
  readonly authorize?: Readonly<Record<string, unknown>>;
  /** What `claims` does: returns the page's context, these very claims, or throws. Left out: there is no `claims`. */
  readonly claims?: 'context' | 'throw' | Readonly<Record<string, unknown>>;
  /** Set in the process's environment when a request asks for it (`x-set-environment`). */
  readonly lateEnvironment?: Readonly<Record<string, string>>;
}

/** What the app under test has noticed: an event handled, a secret looked up, an error reported, a rule asked, a line logged. */
export type Entry =
  | { readonly kind: 'secret'; readonly tenant: string }
  | { readonly kind: 'event'; readonly type: string; readonly id: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  | { readonly kind: 'rule'; readonly action: string; readonly context: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'log';
      readonly level: string;
      readonly message: string;
      /** The message of the error that is logged with it. */
      readonly reason: string;
    };
