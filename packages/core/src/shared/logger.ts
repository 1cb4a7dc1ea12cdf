/**
 * Receives diagnostics: `console`, pino, winston, or any object with some of these methods. Missing methods are not
 * called. No secret is ever passed to it.
 */
export interface VortexLogger {
  debug?(message: string, details?: Record<string, unknown>): void;
  info?(message: string, details?: Record<string, unknown>): void;
  warn?(message: string, details?: Record<string, unknown>): void;
  error?(message: string, details?: Record<string, unknown>): void;
}
