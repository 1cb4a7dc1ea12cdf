import { type Context, Hono } from 'hono';
import { catchUp } from '../../cloud/catch-up.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { createInvitation, reinvite, revoke } from '../../cloud/invitations/invitations.ts';
import type { RequestLog } from '../../cloud/request-log.ts';
import { sendTestEvent } from '../../cloud/webhooks/test-event.ts';
import type { Changes } from '../../shared/changes.ts';
import { ApiError, refusalOf } from '../api-error.ts';
import { readForm } from '../form.ts';
import { readCreate } from '../server-api/requests/create.ts';
import { DeliveriesView } from './deliveries-view.tsx';
import { InvitationsView } from './invitations-view.tsx';
import { OutboxView } from './outbox-view.tsx';
import { RequestsView } from './requests-view.tsx';
import { respondHtml } from './respond.ts';
import { type SetupParts, setupRoutes } from './setup/setup-routes.tsx';

/** What the pages show and do, beside the Cloud's own state. */
export interface PageParts extends SetupParts {
  readonly requests: RequestLog;
  readonly changes: Changes;
  readonly reset: () => void;
}

/**
 * The emulator's own pages, and the forms on them. They need no key: who may open them, the guard has decided.
 */
export function pageRoutes({ cloud, requests, changes, reset, ...setup }: PageParts): Hono {
  const app = new Hono();
  app.use(async (_c, next) => {
    catchUp(cloud);
    await next();
  });
  app.get('/', (c) => respondHtml(c, <InvitationsView cloud={cloud} search={c.req.query('q')?.trim() ?? ''} />));
  app.get('/outbox', (c) => respondHtml(c, <OutboxView cloud={cloud} />));
  app.get('/outbox/:id', async (c) => {
    const message = cloud.outbox.get(c.req.param('id'), cloud.origin);
    return message ? respondHtml(c, <OutboxView cloud={cloud} chosen={message} />) : c.redirect('/outbox', 302);
  });
  app.get('/outbox/:id/mail', (c) => showMail(c, cloud));
  app.get('/deliveries', (c) => respondHtml(c, <DeliveriesView cloud={cloud} query={filterOf(c)} />));
  app.get('/requests', (c) =>
    respondHtml(c, <RequestsView cloud={cloud} requests={requests.all()} query={filterOf(c)} />),
  );
  app.get('/requests/:id', async (c) => {
    const chosen = requests.get(c.req.param('id'));
    if (!chosen) return c.redirect('/requests', 302);
    return respondHtml(c, <RequestsView cloud={cloud} requests={requests.all()} query={filterOf(c)} chosen={chosen} />);
  });
  app.route('/setup', setupRoutes({ cloud, ...setup }));
  app.get('/changes', (c) => streamChanges(c, changes));

  app.post('/invitations', (c) => create(c, cloud));
  app.post('/invitations/:id/reinvite', (c) => {
    reinvite(cloud, c.req.param('id'), () => undefined);
    return c.redirect('/', 303);
  });
  app.post('/invitations/:id/revoke', (c) => {
    revoke(cloud, c.req.param('id'));
    return c.redirect('/', 303);
  });
  app.post('/deliveries/test', async (c) => {
    const { type } = await readForm(c);
    sendTestEvent(cloud, typeof type === 'string' && type !== '' ? type : 'invitation.accepted');
    return c.redirect('/deliveries', 303);
  });
  app.post('/deliveries/:id/redeliver', (c) => {
    if (cloud.webhooks.redeliver(c.req.param('id'))) return c.redirect('/deliveries', 303);
    throw new ApiError(404, 'delivery_not_found', 'No delivery has this id. It may have been deleted by a reset.');
  });
  app.post('/reset', (c) => {
    reset();
    return c.redirect('/', 303);
  });
  return app;
}

function filterOf(c: Context): { readonly failedOnly: boolean; readonly type: string } {
  return { failedOnly: c.req.query('status') === 'failed', type: c.req.query('type') ?? '' };
}

function textsOf(form: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(form).filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

/** The mail alone, for the frame it is read in. Its policy lets it show itself and the pixel, and run nothing. */
function showMail(c: Context, cloud: Cloud): Response {
  const mail = cloud.outbox.get(c.req.param('id') ?? '', cloud.origin)?.html;
  if (!mail) throw new ApiError(404, 'message_not_found', 'No email has this id. It may have been deleted by a reset.');
  return c.body(mail, 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; img-src ${cloud.origin} 'self'; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
}

async function create(c: Context, cloud: Cloud): Promise<Response> {
  const form = await readForm(c);
  const text = (name: string): string => (typeof form[name] === 'string' ? form[name].trim() : '');
  try {
    const scope = { type: text('scopeType') || 'team', groupId: text('scopeId') };
    createInvitation(
      cloud,
      readCreate({
        widgetConfigurationId: [...(cloud.settings.components ?? [])][0] ?? 'emulator-page',
        target: { type: text('type'), value: text('value') },
        inviter: { userId: text('inviter') || 'user-1' },
        ...(scope.groupId && { groups: [scope] }),
        source: 'emulator',
      }),
    );
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const problems = refusal.problems.length > 0 ? refusal.problems : [{ field: '', message: refusal.message }];
    return respondHtml(c, <InvitationsView cloud={cloud} form={{ values: textsOf(form), problems }} />, refusal.status);
  }
  return c.redirect('/', 303);
}

/** Server-sent events without content: each one says "look again". */
function streamChanges(c: Context, changes: Changes): Response {
  const encoder = new TextEncoder();
  let stop: (() => void) | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode('retry: 1000\n\n'));
      stop = changes.listen(() => controller.enqueue(encoder.encode('data: changed\n\n')));
    },
    cancel() {
      stop?.();
    },
  });
  return c.body(stream, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
}
