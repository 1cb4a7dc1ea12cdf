import { VortexError } from '../errors.ts';
import { isTagged } from './is-tagged.ts';

/** What the app's own code threw, as an error. Errors of another realm (Jest's sandbox, a vm) are errors too. */
export function asError(thrown: unknown): Error {
  if (isTagged<Error>(thrown, 'Error')) return thrown;
  return new VortexError('internal_error', "The app's code threw a value that is not an Error (see cause).", {
    cause: thrown,
  });
}
