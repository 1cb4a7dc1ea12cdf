/**
 * Where diagnostics go: `console` fits, and so do pino, winston and any object with some of these methods. A method
 * that is missing is not called. Nothing secret is ever passed to it.
 */
export interface VortexLogger {
  debug?(message: string, details?: Record<string, unknown>): void;
  info?(message: string, details?: Record<string, unknown>): void;
  warn?(message: string, details?: Record<string, unknown>): void;
  error?(message: string, details?: Record<string, unknown>): void;
}
