import { VortexConfigError } from '../errors.ts';

/**
 * The error for a look-up (an option that is a function of the request, an entry of an array) that has given nothing. It
 * never means the environment's value: that belongs to somebody else than the one who was looked for.
 *
 * @param what - What was found to be missing, as a sentence without its full stop.
 */
export function foundNothing(what: string): VortexConfigError {
  return new VortexConfigError(
    'lookup_found_nothing',
    `${what}. The environment is read only if the option is left out. For a request without one, throw your own ` +
      'error.',
  );
}
