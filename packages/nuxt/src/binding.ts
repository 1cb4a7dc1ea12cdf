interface Cloudflare {
  readonly cloudflare?: { readonly env?: Readonly<Record<string, unknown>> };
}

/** A binding of a Worker: Nitro 2 keeps them in the event's context, Nitro 3 in the request. Elsewhere there is none. */
export function bindingOf(
  event: { readonly context: object; readonly req?: unknown },
  name: string,
): string | undefined {
  const { runtime } = (event.req ?? {}) as { readonly runtime?: Cloudflare };
  const value = (runtime ?? (event.context as Cloudflare)).cloudflare?.env?.[name];
  return typeof value === 'string' ? value : undefined;
}
