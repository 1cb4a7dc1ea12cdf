import { expect, test } from 'vitest';
import { BodyTooLarge, RawBodyUnavailable, webBody } from '../adapter.ts';

function request(body: BodyInit | null, headers: HeadersInit = {}): Request {
  return new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
}

async function read(from: Request, limit = 100): Promise<string> {
  const source = webBody(from, 'Do this.');
  if (typeof source !== 'function') throw new TypeError('expected a reader');
  return new TextDecoder().decode(await source(limit));
}

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
}

test('webBody reads a body, in one piece and in several, and none', async () => {
  expect(await read(request('zoë'))).toBe('zoë');
  expect(await read(request(streamOf('a', 'b', '', 'c')))).toBe('abc');
  expect(await read(request(null))).toBe('');
});

test('webBody counts the bytes itself: a length that lies does not help', async () => {
  await expect(read(request('abcd'), 3)).rejects.toBeInstanceOf(BodyTooLarge);
  await expect(read(request(streamOf('abc', 'd')), 3)).rejects.toBeInstanceOf(BodyTooLarge);
  await expect(read(request(streamOf('abcd'), { 'content-length': '1' }), 3)).rejects.toBeInstanceOf(BodyTooLarge);
  await expect(read(request(streamOf('a'), { 'content-length': '4' }), 3)).rejects.toBeInstanceOf(BodyTooLarge);
  expect(await read(request(streamOf('abc', 'd')), 4)).toBe('abcd');
});

test('webBody stops an endless body at the limit and leaves the rest to whose stream it is', async () => {
  let pulled = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(new Uint8Array(10));
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const endlessly = request(endless);
  await expect(read(endlessly, 100)).rejects.toBeInstanceOf(BodyTooLarge);
  expect(pulled).toBeLessThan(20);
  expect(cancelled).toBe(false);
  expect(endlessly.body?.locked).toBe(false);
});

test('webBody says what to do when something else has read the body', async () => {
  const used = request('{}');
  await used.text();
  const reading = read(used);
  await expect(reading).rejects.toBeInstanceOf(RawBodyUnavailable);
  await expect(reading).rejects.toMatchObject({ fix: 'Do this.', parsed: undefined });
});

test('webBody takes a body that was announced and holds nothing for one that was read', async () => {
  const emptied = request(streamOf(), { 'content-length': '12' });
  await expect(read(emptied)).rejects.toMatchObject({ name: 'RawBodyUnavailable', fix: 'Do this.' });
  expect(await read(request(streamOf(), { 'content-length': '0' }))).toBe('');
  expect(await read(request(streamOf()))).toBe('');
});

test('webBody takes a body that a reader holds for one that was read', async () => {
  const held = request('{}');
  held.body?.getReader();
  await expect(read(held)).rejects.toMatchObject({ name: 'RawBodyUnavailable', fix: 'Do this.' });
});

test('webBody lets go of a body that is given up', async () => {
  const silent = request(new ReadableStream({}));
  let giveUp = (): void => {};
  const reading = webBody(silent, 'Do this.')(100, (listener) => {
    giveUp = listener;
  });
  expect(silent.body?.locked).toBe(true);
  giveUp();
  await expect(reading).rejects.toThrow();
  expect(silent.body?.locked).toBe(false);
});
