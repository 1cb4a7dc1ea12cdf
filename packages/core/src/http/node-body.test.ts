import { Readable } from 'node:stream';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { type BodySource, BodyTooLarge, type NodeRequest, nodeBody, RawBodyUnavailable } from '../adapter.ts';

/** A request as `node:http` makes it, as far as reading its body goes. */
function request(chunks: readonly (string | Uint8Array)[], more: object = {}): NodeRequest & Readable {
  const stream = Readable.from(chunks, { objectMode: false });
  return Object.assign(stream, { headers: { 'transfer-encoding': 'chunked' }, complete: true, ...more });
}

async function read(source: BodySource, limit = 100): Promise<string> {
  if (typeof source !== 'function') throw new TypeError('expected a reader');
  return Buffer.from(await source(limit)).toString();
}

describe('nodeBody reads', () => {
  test('an unread stream', async () => {
    expect(await read(nodeBody(request(['a', 'b'])))).toBe('ab');
  });

  test('an unread stream on which a parser left `{}`, as Express 4 does', async () => {
    expect(await read(nodeBody(request(['a'], { body: {} })))).toBe('a');
  });

  test('a stream that something has paused', async () => {
    const stream = request(['a']);
    stream.pause();
    expect(await read(nodeBody(stream))).toBe('a');
  });

  test('a stream that decodes to text', async () => {
    const stream = request(['zo', 'ë']);
    stream.setEncoding('utf8');
    expect(await read(nodeBody(stream))).toBe('zoë');
  });

  test('`rawBody` first, bytes or text, whatever a parser left', async () => {
    expect(await read(nodeBody(request([], { rawBody: Buffer.from('raw'), body: { parsed: true } })))).toBe('raw');
    expect(await read(nodeBody(request([], { rawBody: 'raw' })))).toBe('raw');
  });

  test('a `body` of bytes or text', async () => {
    expect(await read(nodeBody(request([], { body: Buffer.from('bytes') })))).toBe('bytes');
    expect(await read(nodeBody(request([], { body: 'text' })))).toBe('text');
    expect(await read(nodeBody(request([], { body: '' })))).toBe('');
  });

  test('bytes of another realm, and a view into the middle of a buffer', async () => {
    const foreign: unknown = runInNewContext('new Uint8Array([104, 105])');
    expect(foreign).not.toBeInstanceOf(Uint8Array);
    expect(await read(nodeBody(request([], { body: foreign })))).toBe('hi');
    expect(await read(nodeBody(request([], { body: Buffer.from('xhix').subarray(1, 3) })))).toBe('hi');
  });

  test('an ended stream that never had a body as nothing, at once', async () => {
    const stream = request([], { headers: {} });
    await stream.toArray();
    expect(await read(nodeBody(stream))).toBe('');
  });
});

describe('nodeBody refuses', () => {
  test('a stream that has been read, with what the parser left and what to do', async () => {
    const stream = request(['{"a":1}'], { body: { a: 1 } });
    await stream.toArray();
    const reading = read(nodeBody(stream, 'Do this.'));
    await expect(reading).rejects.toBeInstanceOf(RawBodyUnavailable);
    await expect(reading).rejects.toMatchObject({ fix: 'Do this.', parsed: { a: 1 } });
  });

  test('a stream that has been read and left nothing', async () => {
    const stream = request(['a'], { headers: { 'content-length': '1' } });
    await stream.toArray();
    await expect(read(nodeBody(stream))).rejects.toBeInstanceOf(RawBodyUnavailable);
  });

  test('one byte more than the limit, wherever it comes from', async () => {
    for (const source of [
      request(['abc', 'd']),
      request(['abcd'], { headers: { 'content-length': '1' } }),
      request([], { headers: { 'content-length': '4' } }),
      request([], { rawBody: 'abcd' }),
      request([], { body: Buffer.from('abcd') }),
    ]) {
      await expect(read(nodeBody(source), 3)).rejects.toBeInstanceOf(BodyTooLarge);
    }
    for (const source of [
      request(['abc', 'd']),
      request(['abcd'], { headers: { 'content-length': '4' } }),
      request([], { rawBody: 'abcd' }),
    ]) {
      expect(await read(nodeBody(source), 4)).toBe('abcd');
    }
  });

  test('a client that went away, before and while it is read', async () => {
    const gone = request(['a'], { complete: false });
    gone.destroy();
    await expect(read(nodeBody(gone))).rejects.toThrow('disconnected');
    const going = Object.assign(new Readable({ read() {} }), { headers: {}, complete: false });
    const reading = read(nodeBody(going));
    going.push('a');
    going.destroy();
    await expect(reading).rejects.toThrow('disconnected');
  });

  test('a stream that fails, with its own error', async () => {
    const failing = Object.assign(new Readable({ read() {} }), { headers: {} });
    const reading = read(nodeBody(failing));
    failing.destroy(new Error('reset'));
    await expect(reading).rejects.toThrow('reset');
  });
});

test('nodeBody leaves no listener behind', async () => {
  const stream = request(['a']);
  const before = stream.eventNames().length;
  await read(nodeBody(stream));
  expect(stream.listenerCount('data') + stream.listenerCount('close')).toBe(0);
  expect(stream.eventNames().length).toBeLessThanOrEqual(before);
});
