import { VortexError, type VortexErrorCode } from '../errors.ts';
import { isTagged } from './checks/is-tagged.ts';

/**
 * What the app's own code threw, as an error. Never throws. Errors of another realm (Jest's sandbox, a vm) are errors too.
 *
 * @param code - Of the error that stands in for a value that is not an error.
 */
export function asError(thrown: unknown, code: VortexErrorCode = 'internal_error'): Error {
  try {
    if (isTagged<Error>(thrown, 'Error')) return thrown;
  } catch {
    // A revoked Proxy or a throwing Symbol.toStringTag: as a cause it would throw in any code that looks at it.
    return new VortexError(code, "The app's code threw a value that can't be inspected.");
  }
  return new VortexError(code, "The app's code threw a value that is not an Error (see cause).", { cause: thrown });
}
