import type { RouteHandler } from './call.ts';
import { accept } from './handlers/accept.ts';
import { syncInternal } from './handlers/internal.ts';
import { listByTarget, read, reinvite, revoke } from './handlers/invitations.ts';
import { configureAutojoin, deleteByScope, getAutojoinDomains, listByScope } from './handlers/scopes.ts';
import { jwt, token } from './handlers/tokens.ts';
import { RESERVED_IDS } from './reserved-ids.ts';
import type { RouteTable } from './route-types.ts';

/** What stands in the variable segments of a path, decoded once. */
export type RouteParams = Readonly<Record<string, string>>;

type Methods = Readonly<Record<string, RouteHandler>>;

interface Pattern {
  readonly path: RegExp;
  readonly methods: Methods;
}

const SCOPE = { GET: listByScope, DELETE: deleteByScope };

/** The paths of docs/protocol.md §5.1, and `/token` and autojoin beside it. */
export const ROUTES: RouteTable = {
  jwt: { POST: jwt },
  token: { POST: token },
  invitations: { GET: listByTarget },
  'invitations/accept': { POST: accept },
  'invitations/sync-internal-invitation': { POST: syncInternal },
  'invitations/:id': { GET: read, DELETE: revoke },
  'invitations/:id/reinvite': { POST: reinvite },
  'invitations/by-scope/:scopeType/:scope': SCOPE,
  'invitations/by-group/:scopeType/:scope': SCOPE,
  'invitations/by-scope/:scopeType/:scope/autojoin': { GET: getAutojoinDomains, POST: configureAutojoin },
};

const PATTERNS: readonly Pattern[] = /* @__PURE__ */ patterns(ROUTES);

/** What a path leads to. */
export interface RouteMatch {
  readonly methods: Methods;
  readonly params: RouteParams;
}

/**
 * Finds the route of a path that is still percent-encoded. Its values are decoded once, after it was taken apart, so
 * that
 * `by-scope%2Fteam%2F42` is one segment and never a route of its own.
 *
 * @returns `undefined` for an unknown path, and for a segment that does not decode.
 */
export function matchRoute(path: string): RouteMatch | undefined {
  for (const { path: pattern, methods } of PATTERNS) {
    const found = pattern.exec(path);
    const params = found && decoded(found.groups);
    if (params && !RESERVED_IDS.has(params.id ?? '')) return { methods, params };
  }
  return undefined;
}

/** Marked as pure where it is called, so that a bundle of webhooks alone does not carry the table. */
function patterns(table: Readonly<Record<string, Methods>>): Pattern[] {
  return Object.entries(table).map(([path, methods]) => ({
    path: new RegExp(`^/${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`),
    methods,
  }));
}

function decoded(values: Readonly<Record<string, string>> = {}): RouteParams | undefined {
  try {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}
