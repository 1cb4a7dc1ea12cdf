import { expect, onTestFinished, test, vi } from 'vitest';
import { logFailure } from './failure-log.ts';

const unreadable = new Error('x');
Object.defineProperty(unreadable, 'message', {
  get() {
    throw new Error('message');
  },
});

test('an error whose message can’t be read still has its line', () => {
  const error = vi.fn();
  logFailure({ logger: { error } }, { message: 'It failed.', code: 'handler_failed', error: unreadable });
  expect(error).toHaveBeenCalledExactlyOnceWith('It failed. (handler_failed)', { code: 'handler_failed' });

  const spy = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => spy.mockRestore());
  logFailure({}, { message: 'It failed.', code: 'handler_failed', error: unreadable });
  expect(spy).toHaveBeenCalledExactlyOnceWith('It failed. (handler_failed)');
});

test('neither the id of an event nor the message of an error breaks the line', () => {
  const error = vi.fn();
  const failure = {
    message: 'It failed.',
    code: 'handler_failed',
    event: 'evt\n1\u001b[31m',
    error: new Error('a\nb\u202e'),
  };
  logFailure({ logger: { error } }, { ...failure, code: 'handler_failed' });
  expect(error).toHaveBeenCalledExactlyOnceWith('It failed. (handler_failed, event evt 1 [31m) Error: a b', {
    code: 'handler_failed',
    event: 'evt 1 [31m',
    error: failure.error,
  });
});

test('the cause is in the line, for consoles and loggers that print no causes', () => {
  const cause = new Error('connect ECONNREFUSED');
  const failure = {
    message: 'It failed: The store is down.',
    code: 'store_unavailable',
    error: new Error('The store is down.', { cause }),
  } as const;
  const line = 'It failed: The store is down. (store_unavailable) Cause: Error: connect ECONNREFUSED';
  const error = vi.fn();
  logFailure({ logger: { error } }, failure);
  expect(error).toHaveBeenCalledExactlyOnceWith(line, { code: 'store_unavailable', error: failure.error });
  const spy = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => spy.mockRestore());
  logFailure({}, failure);
  expect(spy).toHaveBeenCalledExactlyOnceWith(line.replace(' The store is down.', ''), failure.error);
});

test('the console is not told the sentence of an error of ours twice', () => {
  const spy = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => spy.mockRestore());
  const error = new Error('No webhook secret.');
  logFailure({}, { message: `Vortex webhook: ${error.message}`, code: 'missing_webhook_secret', error });
  expect(spy).toHaveBeenCalledExactlyOnceWith('Vortex webhook: (missing_webhook_secret)', error);
});
