/** A route by the name its handler has. */
export type RouteName =
  | 'jwt'
  | 'token'
  | 'listByTarget'
  | 'accept'
  | 'syncInternal'
  | 'read'
  | 'revoke'
  | 'reinvite'
  | 'listByScope'
  | 'deleteByScope'
  | 'readAutojoin'
  | 'configureAutojoin';

/** What stands in the variable segments of a path, decoded once. */
export type RouteParams = Readonly<Record<string, string>>;

type Methods = Readonly<Record<string, RouteName>>;

interface Pattern {
  readonly segments: readonly string[];
  readonly methods: Methods;
}

const SCOPE: Methods = { GET: 'listByScope', DELETE: 'deleteByScope' };

// Protocol §5.1, and `/token` and autojoin beside it.
const PATTERNS: readonly Pattern[] = /* @__PURE__ */ patterns({
  jwt: { POST: 'jwt' },
  token: { POST: 'token' },
  invitations: { GET: 'listByTarget' },
  'invitations/accept': { POST: 'accept' },
  'invitations/sync-internal-invitation': { POST: 'syncInternal' },
  'invitations/:id': { GET: 'read', DELETE: 'revoke' },
  'invitations/:id/reinvite': { POST: 'reinvite' },
  'invitations/by-scope/:scopeType/:scope': SCOPE,
  'invitations/by-group/:scopeType/:scope': SCOPE,
  'invitations/by-scope/:scopeType/:scope/autojoin': { GET: 'readAutojoin', POST: 'configureAutojoin' },
});

/** The routes whose paths hold no values, as they are nearly always written. */
const FIXED: ReadonlyMap<string, RouteMatch> = /* @__PURE__ */ fixedRoutes(PATTERNS);

/** Words that Vortex Cloud and we have routes for: none of them is an invitation's id (protocol §3.2). */
export const RESERVED_IDS: ReadonlySet<string> = new Set([
  'accept',
  'autojoin',
  'by-scope',
  'by-group',
  'sync-internal-invitation',
]);

/** What a path leads to. */
export interface RouteMatch {
  readonly methods: Methods;
  readonly params: RouteParams;
}

/**
 * Finds the route of a path that is still percent-encoded. It is split at `/` first and each segment decoded once, so
 * that `by-scope%2Fteam%2F42` is one segment and never a route of its own.
 *
 * @returns `undefined` where there is none; also for a segment that does not decode.
 */
export function matchRoute(path: string): RouteMatch | undefined {
  const fixed = FIXED.get(path);
  if (fixed) return fixed;
  const segments = decodeSegments(path);
  if (!segments) return undefined;
  for (const { segments: expected, methods } of PATTERNS) {
    const params = expected.length === segments.length ? matchSegments(expected, segments) : undefined;
    if (params) return { methods, params };
  }
  return undefined;
}

/** Marked as pure where it is called, so that a bundle of webhooks alone does not carry the table. */
function patterns(table: Readonly<Record<string, Methods>>): Pattern[] {
  return Object.entries(table).map(([path, methods]) => ({ segments: path.split('/'), methods }));
}

function fixedRoutes(all: readonly Pattern[]): Map<string, RouteMatch> {
  const fixed = all.filter(({ segments }) => !segments.some((segment) => segment.startsWith(':')));
  return new Map(fixed.map(({ segments, methods }) => [`/${segments.join('/')}`, { methods, params: {} }]));
}

function decodeSegments(path: string): string[] | undefined {
  const raw = path.split('/');
  if (raw.shift() !== '') return undefined;
  if (raw.length > 1 && raw.at(-1) === '') raw.pop();
  try {
    return path.includes('%') ? raw.map(decodeURIComponent) : raw;
  } catch {
    return undefined;
  }
}

function matchSegments(expected: readonly string[], segments: readonly string[]): RouteParams | undefined {
  const params: Record<string, string> = {};
  for (const [index, name] of expected.entries()) {
    const segment = segments[index] ?? '';
    if (!name.startsWith(':')) {
      if (name !== segment) return undefined;
    } else if (segment === '' || (name === ':id' && RESERVED_IDS.has(segment))) {
      return undefined;
    } else {
      params[name.slice(1)] = segment;
    }
  }
  return params;
}
