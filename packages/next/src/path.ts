import { DEFAULT_BASE_PATH, stripBasePath } from '@vortex/core/adapter';

/**
 * The path below the routes, still percent-encoded: in a catch-all file what its segment has caught, whatever the segment
 * is called and wherever the file lies; elsewhere what follows the app's `basePath` and then ours.
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
    // From the address and not from the params: those may be decoded, and then `a%2Fb` would be two segments.
    if (caught > 0) return `/${pathname.replace(/\/$/, '').split('/').slice(-caught).join('/')}`;
  }
  return stripBasePath(pathname, `${nextBasePath(request)}${basePath ?? DEFAULT_BASE_PATH}`);
}

async function caughtSegments(context: unknown): Promise<number> {
  const { params } = (context ?? {}) as { params?: unknown };
  const values: unknown[] = Object.values((await params) ?? {});
  return values.find(Array.isArray)?.length ?? 0;
}

/** The `basePath` of next.config, which Next keeps on its own kind of request. */
function nextBasePath(request: Request & { readonly nextUrl?: { readonly basePath?: string } }): string {
  return request.nextUrl?.basePath ?? '';
}
