import { createVortexPage, type VortexTokenContext, type VortexTokenState } from '@vortex/core/browser';
import { type MaybeRefOrGetter, onMounted, type ShallowRef, shallowRef, toValue, watchEffect } from 'vue';

export const vortex = createVortexPage();

/** A component's token, fresh while the Vue component that uses it is mounted. Nothing is requested on the server. */
export function useVortexToken(
  context?: MaybeRefOrGetter<VortexTokenContext | undefined>,
): ShallowRef<VortexTokenState> {
  const state = shallowRef<VortexTokenState>({ pending: true });
  onMounted(() =>
    watchEffect((onCleanup) => {
      const token = vortex.tokenFor(toValue(context));
      onCleanup(token.watch((next) => (state.value = next)));
      state.value = token.state;
    }),
  );
  return state;
}
