import { invalidArgument } from '../shared/invalid-argument.ts';
import { invitationsPath } from './request/path.ts';
import { invitationsReply } from './request/replies.ts';
import type { Requester } from './request/requester.ts';
import type { InvitationResult } from './types/invitation.ts';
import type { ListOptions } from './types/options.ts';

/** The state of reading a scope. */
interface Reading {
  readonly start: number;
  /** Requests a page; `undefined` when no request is left. */
  readonly ask: (offset: number) => Promise<InvitationResult[] | undefined>;
  /** Whether only some pages were requested. */
  readonly part: boolean;
  /** The ids of all invitations returned so far. */
  readonly visited: Set<string>;
  /**
   * When reading began, by the server's clock. Later invitations are not looked for, because a loop may create some as
   * it goes.
   */
  began: number;
}

/**
 * A scope's invitations, page by page, each of them once. `start` is an offset (docs/protocol.md §3.3), so entries that
 * are revoked or accepted in the meantime move later ones onto pages already read. A list that has become shorter is
 * read again until a pass finds nothing new.
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
  let left = maxPages;
  const ask: Reading['ask'] = async (offset) => {
    if (left-- <= 0) return undefined;
    const reply = await send('GET', path, options, offset > 0 ? { query: { start: offset } } : undefined);
    // The header has whole seconds.
    reading.began ||= Date.parse(reply.reply.headers.get('date') ?? '') + 999;
    return invitationsReply(reply);
  };
  const reading: Reading = { start, ask, part: maxPages < Number.POSITIVE_INFINITY, visited: new Set(), began: 0 };
  let before: number;
  let shrunk: boolean;
  do {
    before = reading.visited.size;
    shrunk = yield* pass(reading, before === 0);
  } while (shrunk && reading.visited.size > before);
}

/**
 * Reads from the beginning to a page without new entries: the empty one behind the end, or a repeated one from a server
 * that ignores `start`. A short page is not the end, because the Cloud may drop closed invitations after cutting its
 * pages.
 *
 * @returns Whether the list has become shorter in the meantime.
 */
async function* pass(reading: Reading, first: boolean): AsyncGenerator<InvitationResult[], boolean, undefined> {
  const { start, ask, visited, part } = reading;
  const met = first ? visited : new Set<string>();
  let shrunk = false;
  // Each page starts at the last entry seen: if that entry is gone, others have moved below it.
  let overlap = 0;
  let longest = 0;
  for (let offset = start; ; ) {
    const list = await ask(offset - overlap);
    if (!list) return false;
    const fresh = list.filter(({ id }) => !met.has(id));
    const moved = overlap > 0 && (list.length === 0 || fresh[0] === list[0]);
    shrunk ||= moved;
    if (fresh.length === 0 || (moved && list.length === 1)) return shrunk;
    const news = first
      ? fresh
      : fresh.filter((one) => !visited.has(one.id) && !(Date.parse(one.createdAt) > reading.began));
    for (const { id } of fresh) met.add(id);
    for (const { id } of news) visited.add(id);
    if (news.length > 0) yield news;
    // A shorter page that starts with a new entry has lost its first entries, which still count for the offset.
    offset += list.length - (moved && list.length < longest ? 0 : overlap);
    longest = Math.max(longest, list.length);
    // Not for pages of one entry, which would bring nothing else, nor for a part, whose pages follow each other.
    if (list.length > 1 && !part) overlap = 1;
  }
}

function checkCount(option: string, value: number, least: number): void {
  if ((Number.isSafeInteger(value) || value === Number.POSITIVE_INFINITY) && value >= least) return;
  throw invalidArgument(`${option} must be a whole number of ${least} or more.`);
}
