import { isPromise } from './checks/is-promise.ts';

/** Goes on with a value: at once where it is there, later where it is promised. */
export function onceThere<Value, Result>(
  value: Value | PromiseLike<Value>,
  next: (value: Value) => Result | Promise<Result>,
  failed?: (cause: unknown) => Result,
): Result | Promise<Result> {
  return isPromise(value) ? Promise.resolve(value).then(next, failed) : next(value);
}
