import type { RequestListener } from 'node:http';
import { Vortex } from '@vortex/core';
import { API_KEY } from '../adapters/app.ts';
import type { Case, Contest, Tools } from '../frame/contest.ts';
import { cpuProfile } from '../frame/cpu-profile.ts';
import { samples } from '../frame/samples.ts';
import { type Servers, server } from '../frame/server.ts';

const CALLS = 160;
const AT_ONCE = 8;

export default {
  title: 'REST client',
  about:
    'CPU time of reading one invitation over loopback beside a bare fetch and json(), and the memory of reading a scope of 10,000.',
  peers: [],
  seconds: 25,
  async cases(tools) {
    const url = `http://127.0.0.1:${await server(tools, import.meta.url, 'invitations').port()}`;
    const vortex = new Vortex({ apiKey: API_KEY, baseUrl: url });
    return [overhead(tools, vortex, url), scope(tools, vortex)];
  },
} satisfies Contest;

function overhead(tools: Tools, vortex: Vortex, base: string): Case {
  const url = `${base}/api/v1/invitations/inv-1`;
  const headers = { 'x-api-key': API_KEY };
  return samples(tools, {
    name: 'a GET of one invitation',
    measures: [{ name: 'CPU per call', unit: 'µs' }],
    rounds: 101,
    profile: cpuProfile,
    warmUp: 5,
    sides: {
      '@vortex/core': () => cpuPerCall(() => vortex.getInvitation('inv-1')),
      'fetch and json()': () =>
        cpuPerCall(async () => (await fetch(url, { headers })).json() as Promise<{ id: string }>),
    },
    targets: { 'fetch and json()': { atMost: 1.1 } },
  });
}

/** Microseconds of this process, user and system, garbage collection included. */
async function cpuPerCall(call: () => Promise<{ readonly id: string }>) {
  const before = process.cpuUsage();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let i = 0; i < CALLS / AT_ONCE; i++) {
        const { id } = await call();
        if (id !== 'inv-1') throw new Error(`The invitation is ${id}.`);
      }
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return { 'CPU per call': (user + system) / CALLS };
}

function scope(tools: Tools, vortex: Vortex): Case {
  return samples(tools, {
    name: 'heap while iterating a scope of 10,000',
    measures: [{ name: 'heap', unit: 'MB' }],
    bound: 4,
    rounds: 1,
    sides: {
      async '@vortex/core'() {
        let most = 0;
        let count = 0;
        globalThis.gc?.();
        const before = process.memoryUsage().heapUsed;
        for await (const { id } of vortex.iterateInvitationsByScope('team', 'team-7')) {
          if (id !== `inv-${count}`) throw new Error(`Invitation ${count} came as ${id}.`);
          if (++count % 1000 !== 0) continue;
          globalThis.gc?.();
          most = Math.max(most, process.memoryUsage().heapUsed - before);
        }
        if (count !== INVITATIONS) throw new Error(`The scope has ${count} invitations.`);
        return { heap: most / 1024 / 1024 };
      },
    },
  });
}

const INVITATIONS = 10_000;
const PAGE = 20;

/** One invitation, or pages of 20 out of 10,000. */
function invitations(): RequestListener {
  const one = Buffer.from(JSON.stringify(invitation('inv-1')));
  return (request, response) => {
    let body = one;
    if (request.url?.includes('by-scope')) {
      const start = Number(new URL(request.url, 'http://x').searchParams.get('start') ?? 0);
      const length = Math.max(0, Math.min(PAGE, INVITATIONS - start));
      const page = Array.from({ length }, (_, i) => invitation(`inv-${start + i}`));
      body = Buffer.from(JSON.stringify({ invitations: page }));
    }
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      'x-request-id': 'r',
    });
    response.end(body);
  };
}

function invitation(id: string): object {
  return {
    id,
    accountId: 'account-1',
    clickThroughs: 3,
    formSubmissionData: { email: { type: 'email', value: 'grace@example.com' } },
    configurationAttributes: null,
    attributes: { plan: 'team' },
    createdAt: '2026-11-01T10:00:00.000Z',
    deactivated: false,
    deliveryCount: 1,
    deliveryTypes: ['email'],
    foreignCreatorId: 'user-1',
    invitationType: 'single_use',
    modifiedAt: null,
    status: 'delivered',
    views: 2,
    widgetConfigurationId: 'component-1',
    expired: false,
    source: 'api',
    groups: [
      {
        id: 'uuid-1',
        accountId: 'account-1',
        groupId: 'team-7',
        type: 'team',
        name: 'Seven',
        createdAt: '2026-11-01T10:00:00.000Z',
      },
    ],
    target: [{ type: 'email', value: 'grace@example.com', name: 'Grace', avatarUrl: null }],
  };
}

export const servers: Servers = { invitations };
