import { isVortexError, type Vortex } from '@vortex/fastify';

/** Whether Vortex answers, and if not, what to do about it. */
export type CloudState = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Asks with little patience: a page waits for the answer. */
export async function checkCloud(vortex: Vortex, address: string): Promise<CloudState> {
  const { error } = await vortex.ping({ timeout: 2000, maxRetries: 0 });
  return error ? { ok: false, message: cloudTrouble(error, address) } : { ok: true };
}

/** What a failed call means to the person at the terminal or in front of the page. */
export function cloudTrouble(error: unknown, address: string): string {
  if (isVortexError(error, 'connection_failed') || isVortexError(error, 'timeout')) {
    return (
      `Vortex does not respond at ${address}. Start the emulator there, or start this app without --no-emulator ` +
      'and VORTEX_API_BASE_URL, and it brings its own. Until then, no one can be invited.'
    );
  }
  if (isVortexError(error, 'authentication_failed')) {
    return `The Vortex at ${address} refuses this API key. Set VORTEX_API_KEY to one of its own.`;
  }
  return `The Vortex at ${address} cannot do this now: ${error instanceof Error ? error.message : String(error)}`;
}
