/** The emulator that the module came from: the only address it asks. */
const origin = new URL(import.meta.url).origin;

/** What the component reads of an invitation. */
export interface Invitation {
  readonly id: string;
  readonly status: string;
  readonly shortLink: string;
  readonly creatorName?: string | null;
  readonly target: readonly { readonly type: string; readonly value: string }[];
  readonly groups: readonly { readonly name: string }[];
}

/** Calls the client API with the token, and returns what is in the reply. */
export async function ask<T>(token: string, method: string, path: string, body?: object): Promise<T> {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}`, 'x-vortex-client-name': 'vortex-invite' };
  if (body) headers['Content-Type'] = 'application/json';
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const response = await fetch(`${origin}/api/v1${path}`, init).catch(() => {
    throw new Error(`Vortex does not respond at ${origin}.`);
  });
  const text = await response.text();
  const read = text ? JSON.parse(text) : {};
  if (!response.ok) throw new Error(read.message ?? `Vortex responded with status ${response.status}.`);
  return read.data ?? read;
}

/** The component that a token is for. */
export function componentOf(token: string): string | undefined {
  try {
    const claims = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { component, componentId } = JSON.parse(atob(claims));
    return component || componentId || undefined;
  } catch {
    return undefined;
  }
}
