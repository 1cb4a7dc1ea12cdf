import { invalidOption } from '../invalid-option.ts';

/** The longest that `setTimeout` can wait, in milliseconds. */
export const MAX_TIMEOUT: number = 2 ** 31 - 1;

/**
 * @param name - The option's name.
 * @param value - What was given for it.
 * @throws {VortexConfigError} `invalid_option` for anything but a number of milliseconds that a timer can wait.
 */
export function checkTimeout(name: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && value <= MAX_TIMEOUT) return value;
  throw invalidOption(name, `must be a positive number of milliseconds up to ${MAX_TIMEOUT}`);
}
