import { describe, expect, test } from 'vitest';
import { httpServer, json, type TestServer } from '../../test/client/http-server.ts';
import { clientFor, wireInvitation } from '../../test/client/invitations.ts';
import type { Vortex } from '../index.ts';

/** A scope of `total` invitations in pages of `size`; `step` shifts pages as the Cloud's documentation counts. */
async function scopeOf(total: number, { size = 20, step = 0, ignoreStart = false } = {}): Promise<TestServer> {
  const all = Array.from({ length: total }, (_, index) => wireInvitation(`inv-${index}`));
  return httpServer(({ target }, response) => {
    const start = ignoreStart ? 0 : Number(new URL(target, 'http://x').searchParams.get('start') ?? 0);
    const from = Math.max(0, start - (start > 0 ? step : 0));
    json(response, 200, { invitations: all.slice(from, from + size) });
  });
}

function ids(list: { readonly id: string }[]): string[] {
  return list.map(({ id }) => id);
}

function expectedIds(total: number, from = 0): string[] {
  return Array.from({ length: total - from }, (_, index) => `inv-${index + from}`);
}

describe('all invitations of a scope are read, each once', () => {
  test.each([0, 1, 19, 20, 21, 40, 1000])('when it has %i', async (total) => {
    const server = await scopeOf(total);
    expect(ids(await clientFor(server).getInvitationsByScope('team', '7'))).toEqual(expectedIds(total));
    // Each page but the first begins with the last one of the page before.
    expect(server.requests.length).toBe(total < 2 ? total + 1 : Math.ceil((total - 1) / 19) + 1);
    expect(server.requests[0]?.target).toBe('/api/v1/invitations/by-scope/team/7');
  });

  test.each([1, 19, 20, 21, 1000])('when pages hold %i', async (size) => {
    const total = size === 1 ? 30 : 2 * size + 1;
    const server = await scopeOf(total, { size });
    expect(ids(await clientFor(server).getInvitationsByScope('team', '7'))).toEqual(expectedIds(total));
  });

  test('when pages overlap by one, as documented examples count', async () => {
    const server = await scopeOf(50, { step: 1 });
    expect(ids(await clientFor(server).getInvitationsByScope('team', '7'))).toEqual(expectedIds(50));
  });
});

test.each([5, 20, 21])('a server that ignores start (%i) is asked twice and not for ever', async (total) => {
  const server = await scopeOf(total, { ignoreStart: true, size: 1000 });
  expect(ids(await clientFor(server).getInvitationsByScope('team', '7'))).toEqual(expectedIds(total));
  expect(server.requests).toHaveLength(2);
});

test('a server that goes round in circles is not followed', async () => {
  const server = await httpServer((_, response, count) =>
    json(response, 200, { invitations: [wireInvitation(`inv-${(count - 1) % 3}`)] }),
  );
  expect(ids(await clientFor(server).getInvitationsByScope('team', '7'))).toEqual(['inv-0', 'inv-1', 'inv-2']);
});

test('one page, or a part, can be read alone', async () => {
  const server = await scopeOf(50);
  const vortex = clientFor(server);
  expect(ids(await vortex.getInvitationsByScope('team', '7', { maxPages: 1 }))).toEqual(expectedIds(20));
  expect(ids(await vortex.getInvitationsByScope('team', '7', { start: 0, maxPages: 1 }))).toEqual(expectedIds(20));
  expect(ids(await vortex.getInvitationsByScope('team', '7', { start: 20, maxPages: 1 }))).toEqual(expectedIds(40, 20));
  expect(server.requests.map(({ target }) => target.split('?')[1])).toEqual([undefined, undefined, 'start=20']);
  expect(ids(await vortex.getInvitationsByGroup('team', '7', { start: 45 }))).toEqual(expectedIds(50, 45));
  for (const options of [{ start: -1 }, { start: 1.5 }, { maxPages: 0 }, { maxPages: Number.NaN }]) {
    await expect(vortex.getInvitationsByScope('team', '7', options)).rejects.toMatchObject({
      code: 'invalid_argument',
      message: expect.stringMatching(`^${Object.keys(options)} must be a whole number`),
    });
  }
});

test('iterating asks for a page when it is needed, and stops with the loop', async () => {
  const server = await scopeOf(1000);
  const seen: string[] = [];
  for await (const { id } of clientFor(server).iterateInvitationsByScope('team', '7')) {
    seen.push(id);
    if (seen.length === 20) expect(server.requests).toHaveLength(1);
    if (seen.length === 25) break;
  }
  expect(seen).toEqual(expectedIds(25));
  expect(server.requests).toHaveLength(2);
});

test('a page that fails fails the list, after its own retries', async () => {
  const server = await httpServer(({ target }, response, count) => {
    if (count === 2 || target.includes('start=2')) json(response, 500, {});
    else json(response, 200, { invitations: [wireInvitation(`inv-${count}`)] });
  });
  const call = clientFor(server, { maxRetries: 1 }).getInvitationsByScope('team', '7');
  await expect(call).rejects.toMatchObject({ code: 'server_error', attempts: 2 });
});

describe('a list that changes while it is read', () => {
  interface Scope {
    readonly vortex: Vortex;
    readonly server: TestServer;
    readonly open: () => string[];
    readonly add: (id: string, at?: 'front' | 'end') => void;
  }

  /** A scope from which revoked invitations go at once, or stay as closed ones that take up room in the pages. */
  async function living(total: number, { kept = false, ignoreStart = false } = {}): Promise<Scope> {
    const made = (id: string, at: number) => wireInvitation(id, { createdAt: new Date(at).toISOString() });
    const all = Array.from({ length: total }, (_, index) => made(`inv-${index}`, Date.now() - 1_000_000 + index));
    const closed = new Set<unknown>();
    const server = await httpServer(({ method, target }, response) => {
      if (method === 'DELETE') {
        const id = target.split('/').at(-1);
        closed.add(id);
        if (!kept)
          all.splice(
            all.findIndex((one) => one.id === id),
            1,
          );
        return json(response, 200, {});
      }
      const start = ignoreStart ? 0 : Number(new URL(target, 'http://x').searchParams.get('start') ?? 0);
      json(response, 200, { invitations: all.slice(start, start + 20).filter(({ id }) => !closed.has(id)) });
    });
    return {
      vortex: clientFor(server),
      server,
      open: () => all.map(({ id }) => String(id)).filter((id) => !closed.has(id)),
      // Later than the second in which the reading began, without waiting for it.
      add: (id, at = 'end') => void all[at === 'end' ? 'push' : 'unshift'](made(id, Date.now() + 2000)),
    };
  }

  const each = (index: number) => index >= 0;

  test.each([
    ['every one of 65', 65, each, {}],
    ['every one of 20', 20, each, {}],
    ['every one of 41', 41, each, {}],
    ['every second one of 130', 130, (index: number) => index % 2 === 0, {}],
    ['the first five of 65', 65, (index: number) => index < 5, {}],
    ['the last of 60', 60, (index: number) => index === 59, {}],
    ['every one of 65 that stay in their pages', 65, each, { kept: true }],
    ['every one of 65 on a server that ignores start', 65, each, { ignoreStart: true }],
  ])('is visited whole, and each once: %s revoked in the loop', async (_, total, revoked, options) => {
    const { vortex, server, open } = await living(total, options);
    const seen: string[] = [];
    for await (const { id } of vortex.iterateInvitationsByScope('team', '7')) {
      seen.push(id);
      if (revoked(Number(id.slice(4)))) await vortex.revokeInvitation(id);
    }
    expect([...seen].sort()).toEqual(expectedIds(total).sort());
    expect(open()).toEqual(expectedIds(total).filter((id) => !revoked(Number(id.slice(4)))));
    expect(server.requests.filter(({ method }) => method === 'GET').length).toBeLessThan(3 * (total / 20) + 8);
  });

  test('is listed whole when others accept five of it between two pages', async () => {
    const { vortex, server } = await living(65);
    const gone = ['inv-1', 'inv-3', 'inv-5', 'inv-7', 'inv-9'];
    const seen: string[] = [];
    for await (const { id } of vortex.iterateInvitationsByScope('team', '7')) {
      seen.push(id);
      if (seen.length === 20) for (const one of gone) await clientFor(server).revokeInvitation(one);
    }
    expect([...seen].sort()).toEqual(expectedIds(65).sort());
  });

  test.each(['front', 'end'] as const)('ends when each one is replaced at the %s', async (at) => {
    const { vortex, add } = await living(45);
    const seen = new Set<string>();
    for await (const { id } of vortex.iterateInvitationsByScope('team', '7')) {
      if (seen.has(id)) expect.fail(`${id} came twice`);
      seen.add(id);
      if (seen.size > 500) expect.fail('it does not end');
      await vortex.revokeInvitation(id);
      add(`new-${id}`, at);
    }
    expect(expectedIds(45).filter((id) => !seen.has(id))).toEqual([]);
  });

  test('is read on from where the page before ended, if only a part is wanted, whoever is invited in the meantime', async () => {
    const { vortex, server, add } = await living(65);
    const seen: string[] = [];
    for await (const { id } of vortex.iterateInvitationsByScope('team', '7', { maxPages: 3 })) {
      seen.push(id);
      if (seen.length === 20) for (let i = 0; i < 5; i++) add(`new-${i}`, 'front');
    }
    expect(server.requests.map(({ target }) => target.split('?')[1])).toEqual([undefined, 'start=20', 'start=40']);
    expect(seen).toEqual(expectedIds(55));
  });

  test('is not read again when maxPages is used up', async () => {
    const { vortex, server } = await living(65);
    for await (const { id } of vortex.iterateInvitationsByScope('team', '7', { maxPages: 2 }))
      await vortex.revokeInvitation(id);
    expect(server.requests.filter(({ method }) => method === 'GET')).toHaveLength(2);
  });
});
