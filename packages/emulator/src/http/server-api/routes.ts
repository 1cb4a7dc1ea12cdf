import { type Context, Hono } from 'hono';
import { iso } from '../../cloud/clock.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import type { Idempotency } from '../../cloud/idempotency.ts';
import { acceptInvitations } from '../../cloud/invitations/accept.ts';
import {
  autojoinByDomain,
  autojoinDomain,
  configureAutojoin,
  getAutojoinDomains,
  removeAutojoinDomain,
} from '../../cloud/invitations/autojoin.ts';
import { getInvitation } from '../../cloud/invitations/find.ts';
import {
  createInvitation,
  deleteByScope,
  listByScope,
  listByTarget,
  reinvite,
  revoke,
  syncInternal,
} from '../../cloud/invitations/invitations.ts';
import type { InvitationRecord } from '../../cloud/types.ts';
import { shortLink, toWire, type WireInvitation } from '../../cloud/wire.ts';
import { answerOnce } from '../answer-once.ts';
import { readAccept } from './requests/accept.ts';
import { normalizeDomain, readConfigureAutojoin } from './requests/autojoin.ts';
import { readCreate } from './requests/create.ts';
import { readStart, readTargetQuery } from './requests/queries.ts';
import { readSync } from './requests/sync-internal.ts';

/** The server-key API (docs/protocol.md §3.2), to be mounted at `/api/v1/invitations` behind the key check. */
export function serverApi(cloud: Cloud, idempotency: Idempotency): Hono {
  const api = new Hono();
  const wire = (record: InvitationRecord): WireInvitation => toWire(record, cloud.origin);
  const wires = (records: readonly InvitationRecord[]) => ({ invitations: records.map(wire) });
  const post = (work: (body: unknown, c: Context) => object) => (c: Context) =>
    answerOnce(c, idempotency, (body) => work(body, c));

  // The fixed segments come first: they win over an id (docs/protocol.md §3.2).
  api.post(
    '/accept',
    post((body) => wires(acceptInvitations(cloud, readAccept(body)))),
  );
  api.post(
    '/autojoin',
    post((body) => configureAutojoin(cloud, readConfigureAutojoin(body))),
  );
  api.get('/autojoin/by-domain/:domain', (c) =>
    c.json({ autojoinDomains: autojoinByDomain(cloud, normalizeDomain(c.req.param('domain'))) }),
  );
  api.get('/autojoin/:id', (c) => c.json(autojoinDomain(cloud, c.req.param('id'))));
  api.delete('/autojoin/:id', (c) => {
    removeAutojoinDomain(cloud, c.req.param('id'));
    return c.json({});
  });
  api.post(
    '/sync-internal-invitation',
    post((body) => {
      const records = syncInternal(cloud, readSync(body));
      return { processed: records.length, invitationIds: records.map(({ id }) => id) };
    }),
  );
  // `by-group` is the older name of the same (docs/protocol.md §3.2, 9).
  for (const lists of ['/by-scope/:type/:id', '/by-group/:type/:id'] as const) {
    api.get(lists, (c) =>
      c.json(wires(listByScope(cloud, c.req.param('type'), c.req.param('id'), readStart(c.req.query('start'))))),
    );
    api.delete(lists, (c) => {
      deleteByScope(cloud, c.req.param('type'), c.req.param('id'));
      return c.json({});
    });
    api.get(`${lists}/autojoin`, (c) => c.json(getAutojoinDomains(cloud, c.req.param('type'), c.req.param('id'))));
  }

  api.get('/', (c) => {
    const { type, value } = readTargetQuery(c.req.query('targetType'), c.req.query('targetValue'));
    return c.json(wires(listByTarget(cloud, type, value)));
  });
  api.post(
    '/',
    post((body) => {
      const { record, status } = createInvitation(cloud, readCreate(body));
      return { id: record.id, shortLink: shortLink(record, cloud.origin), status, createdAt: iso(record.createdAt) };
    }),
  );
  api.get('/:id', (c) => c.json(wire(getInvitation(cloud, c.req.param('id')))));
  api.delete('/:id', (c) => {
    revoke(cloud, c.req.param('id'));
    return c.json({});
  });
  api.post(
    '/:id/reinvite',
    post((_body, c) => reinvite(cloud, c.req.param('id') ?? '', wire)),
  );
  return api;
}
