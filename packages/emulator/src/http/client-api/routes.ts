import type { HttpBindings } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { catchUp } from '../../cloud/catch-up.ts';
import { type Cloud, measure, measureUse } from '../../cloud/cloud.ts';
import type { Idempotency } from '../../cloud/idempotency.ts';
import { joinByDomain } from '../../cloud/invitations/autojoin.ts';
import { type Created, createInvitation, refuseUnknownComponent } from '../../cloud/invitations/invitations.ts';
import { shortLink } from '../../cloud/wire.ts';
import { PAGE_SIZE } from '../../shared/constants.ts';
import { answerOnce } from '../answer-once.ts';
import { ApiError } from '../api-error.ts';
import { parseJson } from '../json-body.ts';
import { readStart } from '../server-api/requests/queries.ts';
import { acceptAsBearer, listIncoming, listSent, seeInvitation, shareLink, withdraw } from './actions.ts';
import { type Bearer, readBearer } from './bearer.ts';
import { matchDeferredLink } from './deferred-link.ts';
import { readClientAccept, readFingerprint, readShare, readSubmission } from './requests.ts';
import { readTelemetry } from './telemetry.ts';
import { widgetConfiguration } from './widget.ts';
import { toClientWire } from './wire.ts';

type Env = { Bindings: HttpBindings; Variables: { bearer: Bearer } };

/** Hands requests that come with a token to the client API, and those with a key on to the server API. */
export function clientApi(cloud: Cloud, idempotency: Idempotency): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const api = clientRoutes(cloud, idempotency);
  return async (c, next) => {
    const authorization = c.req.header('authorization');
    // An API key in the wrong header is for the key check to explain.
    const token = authorization !== undefined && /^bearer\s+(?!VRTX\.)/i.test(authorization);
    if (c.req.header('x-api-key') !== undefined || !token) return next();
    return api.fetch(c.req.raw, c.env);
  };
}

/** The client-token API (docs/protocol.md §6.1). Most of its answers are wrapped in `data`, unlike the server's. */
function clientRoutes(cloud: Cloud, idempotency: Idempotency): Hono<Env> {
  const api = new Hono<Env>();
  const wire = (record: Parameters<typeof toClientWire>[0]) => toClientWire(record, cloud.origin);
  const post = (work: (body: unknown, bearer: Bearer) => object) => (c: Context<Env>) =>
    answerOnce(c, idempotency, (body) => work(body, c.var.bearer), c.var.bearer.id);
  // The app around this one knows how errors are answered.
  api.onError((error) => {
    throw error;
  });
  api.notFound((c) => {
    const message = `The client API has no ${c.req.method} ${c.req.path}. A token gives access only to what a component needs; for the rest, use the server API with the key in x-api-key.`;
    throw new ApiError(404, 'route_not_found', message);
  });
  api.use(async (c, next) => {
    const bearer = await readBearer(c.req.header('authorization') ?? '', cloud.keys.secrets);
    c.set('bearer', bearer);
    if (bearer.email !== undefined) joinByDomain(cloud, { ...bearer, email: bearer.email });
    await next();
  });

  api.get('/api/v1/widgets/:id', (c) => {
    const id = c.req.param('id');
    refuseUnknownComponent(cloud, id);
    const sessionId = c.req.header('x-session-id');
    measureUse(cloud, 'widget_loaded', { componentId: id, userId: c.var.bearer.id, sessionId });
    return c.json({ data: widgetConfiguration(id, cloud.origin) });
  });
  api.post(
    '/api/v1/invitations/generate-shareable-link-invite',
    post((body, bearer) => {
      const record = shareLink(cloud, readShare(body, bearer));
      const link = shortLink(record, cloud.origin);
      measure(cloud, 'share_triggered', record);
      return {
        data: {
          invitation: { id: record.id, shortLink: link, source: record.source, attributes: textsOf(record.attributes) },
        },
      };
    }),
  );
  api.post(
    '/api/v1/invitations/accept',
    post((body, bearer) => {
      const { invitationId, isExisting } = readClientAccept(body);
      return wire(acceptAsBearer(cloud, bearer, invitationId, isExisting));
    }),
  );
  api.post('/api/v1/deferred-links/match', async (c) => {
    readFingerprint(parseJson(c, await c.req.text()));
    catchUp(cloud);
    return c.json(matchDeferredLink(cloud, c.var.bearer, getConnInfo(c).remote.address ?? ''));
  });
  api.post('/api/v1/events', async (c) => {
    const { name, componentId, sessionId, details } = readTelemetry(parseJson(c, await c.req.text()));
    const about = { componentId, userId: c.var.bearer.id, sessionId: sessionId ?? c.req.header('x-session-id') };
    measureUse(cloud, name, about, details);
    return c.json({}, 202);
  });
  api.get('/api/v1/invitations/sent', (c) =>
    c.json({ data: { invitations: listSent(cloud, c.var.bearer).map(wire) } }),
  );
  api.get('/api/v1/invitations', (c) => {
    const start = readStart(c.req.query('cursor'));
    const all = listIncoming(cloud, c.var.bearer);
    const end = start + PAGE_SIZE;
    const hasMore = end < all.length;
    return c.json({
      data: {
        invitations: all.slice(start, end).map(wire),
        nextCursor: hasMore ? String(end) : null,
        hasMore,
        count: all.length,
      },
    });
  });
  api.post(
    '/api/v1/invitations',
    post((body, bearer) => {
      const created = readSubmission(body, bearer).map((input) => createInvitation(cloud, input));
      const entry = ({ record, status }: Created) => ({
        id: record.id,
        status,
        shortLink: shortLink(record, cloud.origin),
      });
      return { data: { invitationEntries: created.map(entry) } };
    }),
  );
  api.get('/api/v1/invitations/:id', (c) => c.json(wire(seeInvitation(cloud, c.var.bearer, c.req.param('id')))));
  api.delete('/api/v1/invitations/:id', (c) => {
    withdraw(cloud, c.var.bearer, c.req.param('id'));
    return c.body(null, 204);
  });
  return api;
}

/** The mobile SDKs read a share link's attributes as strings, and none of them if one is anything else. */
function textsOf(attributes: Readonly<Record<string, unknown>> | null): Record<string, string> | null {
  if (!attributes) return null;
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
