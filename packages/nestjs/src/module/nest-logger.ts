import { Logger } from '@nestjs/common';
import type { VortexLogger } from '@vortex/core';

const nest = new Logger('VortexModule');

/** Core's diagnostics through Nest's logger, which the app configures. */
export const nestLogger: VortexLogger = {
  warn: (message) => nest.warn(message),
  error: (message, { error } = {}) => nest.error(message, stackOf(error)),
};

/** A line about a failure that an exception filter gets. */
export interface HeldLine {
  /** Where nobody else prints the stack. */
  tell(): void;
  /** Where Nest itself does. */
  tellWithoutStack(): void;
}

/**
 * Nest's logger, but for failures that exception filters get: their line is held until it is clear whether one answers.
 */
export class HoldingLogger implements VortexLogger {
  readonly #handsOn: (code: unknown) => boolean;
  #held: HeldLine | undefined;

  constructor(handsOn: (code: unknown) => boolean) {
    this.#handsOn = handsOn;
  }

  warn(message: string): void {
    nest.warn(message);
  }

  error(message: string, details?: Record<string, unknown>): void {
    const tell = () => nestLogger.error?.(message, details);
    if (this.#handsOn(details?.code)) this.#held = { tell, tellWithoutStack: () => nest.error(message) };
    else tell();
  }

  /** The latest line that was held. Core calls `onError` at once after the logger. */
  take(): HeldLine | undefined {
    const held = this.#held;
    this.#held = undefined;
    return held;
  }
}

/** Of the innermost cause, such as a failed connection. */
function stackOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.cause instanceof Error ? error.cause.stack : error.stack;
}
