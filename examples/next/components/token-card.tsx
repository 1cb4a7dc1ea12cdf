'use client';

import { readClaims, useVortexToken, VortexInvite, type VortexTokenContext } from '@vortex/react';

export interface TokenCardProps {
  /** What the token is for. */
  readonly context: VortexTokenContext;
  /** The first one, signed by the server component. */
  readonly token: string;
  /** Where the script of the component is: the emulator's stand-in for the official one. */
  readonly componentUrl: string | undefined;
}

/** A Vortex component, and the token that it is given. */
export function TokenCard({ context, token: initialToken, componentUrl }: TokenCardProps) {
  const { token = '' } = useVortexToken({ context, initialToken });
  return (
    <section className="card" aria-labelledby="token-title">
      <h2 id="token-title">Your token</h2>
      <p className="quiet">
        What a Vortex component on this page is given; it then sends and lists by itself. The server component signed
        the first: it came with the page, and nothing had to be asked for. The page renews it before it ends.
      </p>
      {componentUrl && <VortexInvite src={componentUrl} context={context} initialToken={initialToken} incoming />}
      <p className="token">
        <code>
          {token.slice(0, 24)}…{token.slice(-12)}
        </code>
      </p>
      <details>
        <summary>What it says</summary>
        <pre>{JSON.stringify(readClaims(token), null, 2)}</pre>
      </details>
    </section>
  );
}
