import { describe, expect, test, vi } from 'vitest';
import { endpoint, sleep } from '../../test/webhooks/input.ts';

/** A value that throws at whoever looks at it. */
function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const tagged = {
  get [Symbol.toStringTag](): string {
    throw new Error('tag');
  },
};

describe.each([
  ['a revoked Proxy', revoked],
  ['a throwing Symbol.toStringTag', () => tagged],
])('%s that is thrown', (_, thrown) => {
  test('by a handler is an answer of 500, in the background an onError', async () => {
    for (const background of [false, true]) {
      const [onError, error] = [vi.fn(), vi.fn()];
      const { deliver } = endpoint({
        background,
        onError,
        logger: { error },
        onEvent: () => {
          throw thrown();
        },
      });
      expect(await deliver()).toMatchObject({ status: background ? 200 : 500 });
      await sleep(20);
      expect(onError).toHaveBeenCalledExactlyOnceWith(
        expect.objectContaining({ code: 'handler_failed' }),
        expect.objectContaining({ code: 'handler_failed' }),
      );
      expect(error).toHaveBeenCalledOnce();
    }
  });

  test('by the function secret is an answer of 500', async () => {
    const secret = (): never => {
      throw thrown();
    };
    expect(await endpoint({ secret, logger: false }).deliver()).toMatchObject({
      status: 500,
      body: { code: 'internal_error' },
    });
  });
});
