/** Whether a value has to be waited for, as `await` sees it. Waiting for one that is there costs a request a turn. */
export function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof (value as PromiseLike<Value> | undefined)?.then === 'function';
}
