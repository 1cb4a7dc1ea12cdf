import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { announce, type Cloud } from '../../../cloud/cloud.ts';
import { acceptInvitations } from '../../../cloud/invitations/accept.ts';
import { isOpen } from '../../../cloud/invitations/invitation.ts';
import { revoke } from '../../../cloud/invitations/invitations.ts';
import { findByCode, followLink, landingUrl, previewLink, viewInvitation } from '../../../cloud/links/links.ts';
import { isPreview } from '../../../cloud/links/preview-agent.ts';
import type { InvitationRecord } from '../../../cloud/types.ts';
import { refusalOf } from '../../api-error.ts';
import { readForm } from '../../form.ts';
import { readAccept } from '../../server-api/requests/accept.ts';
import { respondHtml } from '../respond.ts';
import { AcceptPage, ClosedPage, PreviewPage, SettledPage, UnknownLinkPage } from './accept-page.tsx';

/** A pixel, for mails that tell when they are opened. */
const PIXEL = Uint8Array.from(atob('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'), (c) => c.charCodeAt(0));

/** Short links, the accept page behind those without a landing page, and the pixel in mails (docs/protocol.md §6.2). */
export function linkRoutes(cloud: Cloud): Hono {
  const app = new Hono();
  const open = (c: Context) => openLink(c, cloud, c.req.param('code') ?? '');
  app.get('/i/:code', open);
  // With the letter of the channel it was shared through.
  app.get('/i/:channel{[a-z]}/:code', open);
  app.post('/i/:code/accept', (c) => settle(c, cloud, 'accept'));
  app.post('/i/:code/decline', (c) => settle(c, cloud, 'decline'));
  app.get('/outbox/:id/open.gif', (c) => {
    const record = c.req.method === 'GET' ? cloud.outbox.open(c.req.param('id')) : undefined;
    if (record) announce(cloud, 'invitation.email.opened', record);
    return c.body(PIXEL, 200, { 'content-type': 'image/gif', 'cache-control': 'no-store' });
  });
  return app;
}

function openLink(c: Context, cloud: Cloud, code: string): Response | Promise<Response> {
  const record = findByCode(cloud, code);
  if (!record) return respondHtml(c, <UnknownLinkPage />, 404);
  if (isPreview(c.req.header('user-agent'))) {
    previewLink(cloud, record);
    return respondHtml(c, <PreviewPage record={record} origin={cloud.origin} />);
  }
  // A HEAD is somebody's check that the link works, not a person.
  if (c.req.method === 'GET') followLink(cloud, record, getConnInfo(c).remote.address ?? '');
  const landing = landingUrl(cloud, record);
  if (landing) return c.redirect(landing, 302);
  if (!isOpen(record)) return respondHtml(c, <ClosedPage record={record} />, 410);
  if (c.req.method === 'GET') viewInvitation(cloud, record);
  return respondHtml(c, <AcceptPage record={record} />);
}

async function settle(c: Context, cloud: Cloud, how: 'accept' | 'decline'): Promise<Response> {
  const record = findByCode(cloud, c.req.param('code') ?? '');
  if (!record) return respondHtml(c, <UnknownLinkPage />, 404);
  if (!isOpen(record)) return respondHtml(c, <ClosedPage record={record} />, 409);
  if (how === 'decline') {
    revoke(cloud, record.id, 'declined');
    return respondHtml(c, <SettledPage record={record} how="declined" />);
  }
  const form = await readForm(c);
  try {
    acceptInvitations(cloud, readAccept({ invitationIds: [record.id], user: userOf(form, record) }));
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return respondHtml(
      c,
      <AcceptPage
        record={record}
        refused={{ address: textOf(form.address), name: textOf(form.name), problem: refusal.message }}
      />,
      refusal.status,
    );
  }
  return respondHtml(c, <SettledPage record={record} how="accepted" />);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function userOf(form: Readonly<Record<string, unknown>>, record: InvitationRecord): Record<string, unknown> {
  const { address, name } = form;
  const kind = record.targets[0]?.type === 'phone' ? 'phone' : 'email';
  return { [kind]: address, ...(typeof name === 'string' && name.trim() !== '' && { name: name.trim() }) };
}
