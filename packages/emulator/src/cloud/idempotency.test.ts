import { expect, it } from 'vitest';
import { Idempotency } from './idempotency.ts';

it('forgets the oldest of 10,000 keys for a new one, and no other', () => {
  const touched: string[] = [];
  const answers = new Idempotency((_kind, key) => touched.push(key));
  const keep = (key: string) => answers.keep(key, '/path', '{}', { status: 200, body: key });
  const found = (key: string) => answers.find(key, '/path', '{}')?.body;
  for (let n = 0; n < 10_000; n++) keep(`key-${n}`);
  expect(found('key-0')).toBe('key-0');
  keep('key-10000');
  expect(found('key-0')).toBeUndefined();
  for (const key of ['key-1', 'key-9999', 'key-10000']) expect(found(key)).toBe(key);
  // What is forgotten is taken off the disk as well.
  expect(touched.slice(-2)).toEqual(['key-0', 'key-10000']);
});
