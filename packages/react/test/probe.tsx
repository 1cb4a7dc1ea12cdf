import { useInvitations, useVortex, useVortexJWT, type VortexConfig, VortexProvider } from '@vortex/react';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** What the tests drive from outside: the latest values of the hooks. */
export interface Probe {
  config?: VortexConfig;
  told: string[];
  vortex: ReturnType<typeof useVortex>;
  invitations: ReturnType<typeof useInvitations>;
  jwt: ReturnType<typeof useVortexJWT>;
  renders: number;
  again(): void;
  unmount(): void;
}

declare global {
  var probe: Probe;
}

globalThis.probe = Object.assign({ told: [], renders: 0 }, globalThis.probe);

function Hooks() {
  probe.vortex = useVortex();
  probe.invitations = useInvitations();
  probe.jwt = useVortexJWT();
  probe.renders++;
  return <p>{probe.vortex.user?.userEmail ?? 'nobody'}</p>;
}

function App() {
  const [, set] = useState(0);
  probe.again = () => set((count) => count + 1);
  // A new object each time, as most people write it.
  const config = {
    ...probe.config,
    onError: (error: Error) => probe.told.push(`error ${error.message}`),
    onJwtRefresh: () => probe.told.push('jwt'),
  };
  return (
    <VortexProvider config={config}>
      <Hooks />
    </VortexProvider>
  );
}

const root = createRoot(document.getElementById('root') as HTMLElement);
probe.unmount = () => root.unmount();
root.render(
  <StrictMode>
    <App />
  </StrictMode>,
);
