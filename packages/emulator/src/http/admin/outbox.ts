import { type Context, Hono } from 'hono';
import { catchUp } from '../../cloud/catch-up.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import type { MessageFilter, OutboxMessage } from '../../cloud/mail/outbox.ts';
import { ApiError } from '../api-error.ts';
import { BodyReader } from '../validation.ts';

/** How many messages one answer holds at most: the newest. */
const PAGE = 100;
/** The longest wait, in milliseconds: a minute, before anything in between gives up. */
const LONGEST_WAIT = 60_000;

/** What was sent, for tests in other processes: a list that can be filtered and waited for, and one message. */
export function outboxRoutes(cloud: Cloud): Hono {
  const app = new Hono();
  app.get('/', async (c) => {
    const { wait, ...which } = readQuery(c.req.query());
    const find = (): OutboxMessage[] => {
      catchUp(cloud);
      return cloud.outbox.find(which, PAGE, cloud.origin);
    };
    const messages = wait === undefined ? find() : await waitFor(c, cloud, find, wait);
    if (messages.length === 0 && wait !== undefined) throw nothingCame(cloud, wait);
    return c.json({ messages });
  });
  app.get('/:id', (c) => {
    const id = c.req.param('id');
    const message = cloud.outbox.get(id, cloud.origin);
    if (message) return c.json(message);
    throw new ApiError(
      404,
      'message_not_found',
      `There is no message with the id ${JSON.stringify(id.slice(0, 100))}.`,
    );
  });
  return app;
}

/** Finds as soon as there is something to find; ends with nothing when time is up or nobody waits any more. */
async function waitFor(c: Context, cloud: Cloud, find: () => OutboxMessage[], ms: number): Promise<OutboxMessage[]> {
  const found = find();
  if (found.length > 0) return found;
  const { signal } = c.req.raw;
  return new Promise((resolve) => {
    const end = (messages: OutboxMessage[]): void => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', giveUp);
      resolve(messages);
    };
    const giveUp = (): void => end([]);
    const timer = setTimeout(giveUp, ms);
    const stop = cloud.outbox.observe(() => {
      const messages = find();
      if (messages.length > 0) end(messages);
    });
    signal.addEventListener('abort', giveUp);
  });
}

function nothingCame(cloud: Cloud, wait: number): ApiError {
  const sent = cloud.outbox.newest(5, cloud.origin).map(({ channel, kind, to }) => `${kind} by ${channel} to ${to}`);
  const latest = sent.length === 0 ? 'No message has been sent so far.' : `The newest messages: ${sent.join('; ')}.`;
  return new ApiError(404, 'message_not_found', `No such message within ${wait} ms. ${latest}`);
}

/** A name that nobody knows would silently find everything, so it is refused. */
function readQuery(query: Readonly<Record<string, string>>): MessageFilter & { readonly wait: number | undefined } {
  const { to, invitation, channel, kind, after, wait, ...others } = query;
  const reader = new BodyReader();
  const oneOf = <T extends string>(name: string, given: string | undefined, values: readonly T[]): T | undefined => {
    const known = values.find((value) => value === given);
    if (given !== undefined && known === undefined)
      reader.problem(name, `must be one of ${values.join(', ')}, or left out.`);
    return known;
  };
  for (const name of Object.keys(others))
    reader.problem(name, 'is unknown; the query takes to, invitation, channel, kind, after and wait.');
  if (wait !== undefined && !(/^\d{1,5}$/.test(wait) && Number(wait) <= LONGEST_WAIT))
    reader.problem('wait', `must be a whole number of milliseconds from 0 to ${LONGEST_WAIT}, or left out.`);
  const filter = {
    to,
    invitationId: invitation,
    channel: oneOf('channel', channel, ['email', 'sms']),
    kind: oneOf('kind', kind, ['invitation', 'reminder']),
    after,
    wait: wait === undefined ? undefined : Number(wait),
  };
  reader.finish();
  return filter;
}
