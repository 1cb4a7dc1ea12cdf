import { useVortex, useVortexToken, VortexInvite, VortexProvider } from '@vortex/react';
import { Component, type ReactNode, StrictMode, Suspense } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';

/** What the tests ask for, and what they see. */
export interface Asked {
  mode: 'component' | 'hydrate' | 'suspense' | 'shared';
  src: string;
  initialToken?: string;
  sent: number;
  /** How often what suspends was rendered. */
  renders: number;
  /** How often something was taken from the page. */
  gone: number;
  recovered: string[];
  clear?: () => void;
  refresh?: () => Promise<string>;
}

declare global {
  var asked: Asked;
}

const CONTEXT = { componentId: 'c', scope: '42', scopeType: 'team' };

function Page({ src, initialToken, onSent }: Pick<Asked, 'src' | 'initialToken'> & { onSent?: () => void }) {
  return (
    <VortexProvider>
      <VortexInvite src={src} context={CONTEXT} initialToken={initialToken} incoming onSent={onSent}>
        <p>Waiting</p>
      </VortexInvite>
    </VortexProvider>
  );
}

function Shown({ name }: { name: string }) {
  const { token, error, isLoading, refresh } = useVortexToken({ context: { ...CONTEXT } });
  asked.refresh = refresh;
  asked.clear = useVortex().clearAuth;
  return <p>{`${name}: ${token ? 'token' : (error?.message ?? (isLoading ? 'loading' : 'nothing'))}`}</p>;
}

function Suspended() {
  asked.renders++;
  const { token } = useVortexToken({ context: CONTEXT, suspense: true });
  return <p>{token ? 'Ready' : 'never'}</p>;
}

class Boundary extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};
  static getDerivedStateFromError(error: Error) {
    return { error };
  }
  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <button type="button" onClick={() => this.setState({ error: undefined as never })}>
        {`Failed: ${error.message}`}
      </button>
    );
  }
}

const root = document.getElementById('root') as HTMLElement;
const onSent = () => {
  asked.sent++;
};
const { mode } = asked;
new MutationObserver((changes) => {
  for (const { removedNodes } of changes) asked.gone += removedNodes.length;
}).observe(root, { childList: true });
if (mode === 'hydrate') {
  hydrateRoot(
    root,
    <StrictMode>
      <Page {...asked} onSent={onSent} />
    </StrictMode>,
    { onRecoverableError: (error) => asked.recovered.push(String(error)) },
  );
} else {
  createRoot(root).render(
    <StrictMode>
      {mode === 'component' && <Page {...asked} onSent={onSent} />}
      {mode === 'shared' && (
        <VortexProvider>
          <Shown name="one" />
          <Shown name="two" />
        </VortexProvider>
      )}
      {mode === 'suspense' && (
        <VortexProvider>
          <Boundary>
            <Suspense fallback={<p>Waiting</p>}>
              <Suspended />
            </Suspense>
          </Boundary>
        </VortexProvider>
      )}
    </StrictMode>,
  );
}
