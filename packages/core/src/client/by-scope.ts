import { invalidArgument } from '../shared/invalid-argument.ts';
import { invitationsPath } from './request/path.ts';
import { invitationsReply } from './request/replies.ts';
import type { Requester } from './request/requester.ts';
import type { InvitationResult } from './types/invitation.ts';
import type { ListOptions } from './types/options.ts';

/**
 * A scope's invitations, page by page. `start` is an offset (protocol §3.3). It ends with an empty page, or with one that
 * brings nothing new: a server that ignores `start` sends the same again. A short page is not the end, since
 * the Cloud may drop closed invitations after cutting its pages.
 */
export async function* pages(
  send: Requester,
  scopeType: string,
  scope: string,
  { start = 0, maxPages = Number.POSITIVE_INFINITY, ...options }: ListOptions = {},
): AsyncGenerator<InvitationResult[], void, undefined> {
  checkCount('start', start, 0);
  checkCount('maxPages', maxPages, 1);
  const path = invitationsPath`/by-scope/${scopeType}/${scope}`;
  let first: ReadonlySet<string> | undefined;
  let previous: ReadonlySet<string> = new Set();
  for (let offset = start, page = 0; page < maxPages; page++) {
    const list = invitationsReply(
      await send('GET', path, options, offset > 0 ? { query: { start: offset } } : undefined),
    );
    const fresh = list.filter(({ id }) => !previous.has(id) && !first?.has(id));
    if (fresh.length === 0) return;
    yield fresh;
    offset += list.length;
    previous = new Set(list.map(({ id }) => id));
    first ??= previous;
  }
}

function checkCount(option: string, value: number, least: number): void {
  if ((Number.isSafeInteger(value) || value === Number.POSITIVE_INFINITY) && value >= least) return;
  throw invalidArgument(`${option} must be a whole number of ${least} or more.`);
}
