import { DEFAULT_BASE_PATH, stripBasePath } from '@vortex/core/adapter';

/**
 * The path below the routes, still percent-encoded. In a catch-all file it is the value of the catch-all segment,
 * whatever its name and place; otherwise, it is the part after the app's `basePath` and then ours.
 *
 * @param context - Next's second argument, `{ params }`.
 * @returns `undefined` for any other path: core knows what to make of it.
 */
export async function routePath(
  request: Request,
  context: unknown,
  basePath: string | undefined,
): Promise<string | undefined> {
  const { pathname } = new URL(request.url);
  if (basePath === undefined) {
    const caught = await caughtSegments(context);
    if (caught.length > 0) return `/${asSent(pathname, caught).join('/')}`;
  }
  return stripBasePath(pathname, `${nextBasePath(request)}${basePath ?? DEFAULT_BASE_PATH}`);
}

async function caughtSegments(context: unknown): Promise<readonly string[]> {
  const { params } = (context ?? {}) as { params?: unknown };
  const values: unknown[] = Object.values((await params) ?? {});
  return values.find(Array.isArray) ?? [];
}

/** As they stand in the address, since params are decoded; where a rewrite brought them from elsewhere, encoded anew. */
function asSent(pathname: string, caught: readonly string[]): readonly string[] {
  const last = pathname.replace(/\/$/, '').split('/').slice(-caught.length);
  const stands = caught.every((segment, index) => segment === last[index] || segment === decoded(last[index]));
  return stands ? last : caught.map(encodeURIComponent);
}

function decoded(segment = ''): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The `basePath` of next.config, which Next keeps on its own kind of request. */
function nextBasePath(request: Request & { readonly nextUrl?: { readonly basePath?: string } }): string {
  return request.nextUrl?.basePath ?? '';
}
