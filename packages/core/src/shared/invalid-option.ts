import { VortexConfigError } from '../errors.ts';

/**
 * The error for an option that can't be used.
 *
 * @param name - The option's name.
 * @param reason - What it is instead, or must be.
 */
export function invalidOption(name: string, reason: string): VortexConfigError {
  return new VortexConfigError('invalid_option', `The option ${name} ${reason}${reason.endsWith('?') ? '' : '.'}`);
}
