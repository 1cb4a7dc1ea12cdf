import { VortexConfigError } from '../errors.ts';

/**
 * The error for an invalid option.
 *
 * @param name - The option's name.
 * @param reason - What is wrong with it, or what it must be.
 */
export function invalidOption(name: string, reason: string): VortexConfigError {
  return new VortexConfigError('invalid_option', `The option ${name} ${reason}${reason.endsWith('?') ? '' : '.'}`);
}
