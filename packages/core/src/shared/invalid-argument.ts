import { VortexError, type VortexErrorOptions } from '../errors.ts';

/** The error for a value that a call can't be made with. */
export function invalidArgument(message: string, options?: VortexErrorOptions): VortexError {
  return new VortexError('invalid_argument', message, options);
}
