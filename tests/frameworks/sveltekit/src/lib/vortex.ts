import { createVortexPage, type VortexTokenContext, type VortexTokenState } from '@vortex/core/browser';
import { createSubscriber } from 'svelte/reactivity';

export const vortex = createVortexPage();

/** A component's token, fresh while something on the page reads it. Nothing is requested on the server. */
export function vortexToken(context?: VortexTokenContext): { readonly state: VortexTokenState } {
  const token = vortex.tokenFor(context);
  const subscribe = createSubscriber((update) => token.watch(update));
  return {
    get state() {
      subscribe();
      return token.state;
    },
  };
}
