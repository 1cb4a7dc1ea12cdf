/** What the apps of all sides have in common. It is bundled into Next's and Nuxt's apps too. */
import { Vortex } from '@vortex/core';

export { SECRET } from '../frame/secret.ts';

export const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';

/** Who is signed in. */
export const USER = { id: 'user-1', email: 'ada@example.com' };

/** Asynchronous, as looking a session up is. */
export async function signedIn(): Promise<typeof USER> {
  return USER;
}

/** What the app does with an event: nothing, so that only what comes before it is measured. */
export async function handle(_event: unknown): Promise<void> {}

export const vortex = new Vortex(API_KEY);

/** What a page may say about the token that it asks for. */
export interface TokenBody {
  readonly context?: { readonly componentId?: string; readonly scope?: unknown };
}

/** A token as the routes make it: all sides sign with the same code. */
export function tokenFor(user: typeof USER, context: TokenBody['context']): string {
  return vortex.generateToken({ user, component: context?.componentId }, { expiresIn: '1h' });
}
