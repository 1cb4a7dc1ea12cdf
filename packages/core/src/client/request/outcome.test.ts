import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { httpServer, json } from '../../../test/client/http-server.ts';
import { clientFor, wireInvitation } from '../../../test/client/invitations.ts';
import { VortexApiError } from '../../index.ts';

const UNCLEAR = /It may have taken effect/;

async function failure(call: Promise<unknown>): Promise<VortexApiError> {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (error instanceof VortexApiError) return error;
  throw error;
}

describe('a call that changes something and whose outcome is unclear', () => {
  test.each([
    ['a lost answer', (response: ServerResponse) => void response.destroy(), 'connection_failed'],
    ['a timeout', () => {}, 'timeout'],
    ['500', (response: ServerResponse) => json(response, 500, {}), 'server_error'],
    ['408', (response: ServerResponse) => json(response, 408, {}), 'api_error'],
    ['a web page', (response: ServerResponse) => void response.end('<html>'), 'invalid_response'],
    ['other JSON', (response: ServerResponse) => json(response, 200, {}), 'invalid_response'],
  ])('says so and carries its key: %s', async (_, answer, code) => {
    const server = await httpServer((_request, response) => answer(response));
    const vortex = clientFor(server, { maxRetries: 0, timeout: code === 'timeout' ? 200 : 10_000 });
    const post = await failure(vortex.reinvite('inv-1'));
    expect(post).toMatchObject({ code, message: expect.stringMatching(UNCLEAR) });
    expect(post.message).toContain('idempotencyKey');
    expect(post.idempotencyKey).toBe(server.requests[0]?.headers['idempotency-key']);
    expect(post.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
    await vortex.reinvite('inv-1', { idempotencyKey: post.idempotencyKey }).catch(() => {});
    expect(server.requests[1]?.headers['idempotency-key']).toBe(post.idempotencyKey);
    const get = await failure(vortex.getInvitation('inv-1'));
    expect(get).toMatchObject({ code, idempotencyKey: undefined });
    expect(get.message).not.toMatch(UNCLEAR);
  });

  test('says so of a DELETE too, which has no key', async () => {
    const server = await httpServer((_, response) => response.destroy());
    const error = await failure(clientFor(server, { maxRetries: 0 }).revokeInvitation('inv-1'));
    expect(error).toMatchObject({ message: expect.stringMatching(UNCLEAR), idempotencyKey: undefined });
    expect(error.message).not.toContain('idempotencyKey');
  });

  test('says so when the caller gives it up in the middle, and not before or between safe attempts', async () => {
    const server = await httpServer(({ target }, response) => {
      if (target.includes('busy')) json(response, 429, {}, { 'retry-after': '5' });
    });
    const vortex = clientFor(server);
    const given = async (id: string) => {
      const controller = new AbortController();
      const call = failure(vortex.reinvite(id, { signal: controller.signal }));
      await expect.poll(() => server.requests.length).toBe(1);
      setTimeout(() => controller.abort(), 100);
      return call;
    };
    const middle = await given('silent');
    server.requests.length = 0;
    expect(middle.message).toMatch(UNCLEAR);
    expect(middle.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
    const before = await failure(vortex.reinvite('silent', { signal: AbortSignal.abort() }));
    for (const error of [await given('busy'), before]) {
      expect(error.code).toBe('aborted');
      expect(error.message).not.toMatch(UNCLEAR);
      expect(error.idempotencyKey).toBeUndefined();
    }
  });

  test.each([400, 401, 404, 409, 422, 429, 503])('does not cry wolf over %i', async (status) => {
    const server = await httpServer((_, response) => json(response, status, {}, { 'retry-after': '0' }));
    const error = await failure(clientFor(server, { maxRetries: 0 }).reinvite('inv-1'));
    expect(error.message).not.toMatch(UNCLEAR);
    expect(error.idempotencyKey).toBeUndefined();
  });

  test('made of several requests carries one key for all of them', async () => {
    const server = await httpServer(({ body }, response) => {
      if (body.includes('b@example.com')) response.destroy();
      else json(response, 200, { invitations: [wireInvitation('inv-1')] });
    });
    const vortex = clientFor(server, { maxRetries: 0 });
    const targets = ['a@example.com', 'b@example.com'].map((value) => ({ type: 'email' as const, value }));
    const error = await failure(vortex.acceptInvitations(['inv-1'], targets));
    const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(2);
    expect(error.idempotencyKey).toBe(keys[0]);
    await failure(vortex.acceptInvitations(['inv-1'], targets, { idempotencyKey: error.idempotencyKey }));
    expect(server.requests.slice(2).map(({ headers }) => headers['idempotency-key'])).toEqual(keys);
  });
});
