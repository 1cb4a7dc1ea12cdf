import { isPromise } from './checks/is-promise.ts';

/**
 * Calls a function that may fail, and goes on with its result: at once where it is there, later where it is promised.
 *
 * @param work - What it throws, or rejects with, goes to `failed`. Default: to the caller.
 * @param next - What it throws goes to the caller.
 */
export function attempt<Value, Result>(
  work: () => Value | PromiseLike<Value>,
  next: (value: Value) => Result | Promise<Result>,
  failed: (cause: unknown) => Result | Promise<Result> = rethrow,
): Result | Promise<Result> {
  let value: Value | PromiseLike<Value>;
  try {
    value = work();
    if (isPromise(value)) return Promise.resolve(value).then(next, failed);
  } catch (cause) {
    return failed(cause);
  }
  return next(value);
}

function rethrow(cause: unknown): never {
  throw cause;
}
