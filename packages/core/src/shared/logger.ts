/**
 * Receives diagnostics: `console`, pino, winston, or any object with some of these methods. Missing methods are not
 * called. The message is complete on its own; `details.error` has the stack, which pino and winston print only if they
 * get it in their own form (docs/guides/observability.md). No secret is ever passed to it.
 */
export interface VortexLogger {
  debug?(message: string, details?: Record<string, unknown>): void;
  info?(message: string, details?: Record<string, unknown>): void;
  warn?(message: string, details?: Record<string, unknown>): void;
  error?(message: string, details?: Record<string, unknown>): void;
}
