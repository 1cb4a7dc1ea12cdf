/** What a case wants of the app under test. Plain JSON, so that it can be handed to another runtime's process. */
export interface Settings {
  /** Left out: the webhook secret comes from the environment. */
  readonly webhookSecret?: string;
  readonly webhookMaxBodyBytes?: number;
  readonly handlerTimeout?: number;
  /** Left out: key and base URL come from the environment. */
  readonly vortex?: {
    readonly apiKey: string;
    readonly baseUrl: string;
    readonly maxRetries?: number;
    readonly timeout?: number;
  };
  readonly routesMaxBodyBytes?: number;
  readonly trustedOrigins?: readonly string[];
  readonly trustProxy?: boolean;
  /** Rules in place of the default ones: what each returns, or `"throw"`. */
  readonly authorize?: Readonly<Record<string, unknown>>;
  /** What `claims` does: returns the page's context, these very claims, or throws. Left out: there is no `claims`. */
  readonly claims?: 'context' | 'throw' | Readonly<Record<string, unknown>>;
  /** Set in the process's environment when a request asks for it (`x-set-environment`). */
  readonly lateEnvironment?: Readonly<Record<string, string>>;
}

/** What the app under test has noticed: an event handled, an error reported, a rule asked, a line logged. */
export type Entry =
  | { readonly kind: 'event'; readonly type: string; readonly id: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  | { readonly kind: 'rule'; readonly action: string; readonly context: Readonly<Record<string, unknown>> }
  | { readonly kind: 'log'; readonly level: string; readonly message: string };
