'use client';

export interface TokenCardProps {
  readonly token: string;
  /** Where the script of the component is: the emulator's stand-in for the official one. */
  readonly componentUrl: string | undefined;
}

/** A Vortex component, and the token that it is given. */
export function TokenCard({ token, componentUrl }: TokenCardProps) {
  return (
    <section className="card" aria-labelledby="token-title">
      <h2 id="token-title">Your token</h2>
      <p className="quiet">
        What a Vortex component on this page is given; it then sends and lists by itself. The server component signed
        it: it came with the page, and nothing had to be asked for.
      </p>
      {componentUrl && (
        <>
          <script async type="module" src={componentUrl} />
          <vortex-invite token={token} incoming="" />
        </>
      )}
      <p className="token">
        <code>
          {token.slice(0, 24)}…{token.slice(-12)}
        </code>
      </p>
      <details>
        <summary>What it says</summary>
        <pre>{claimsOf(token)}</pre>
      </details>
    </section>
  );
}

function claimsOf(token: string): string {
  const [, claims = ''] = token.split('.');
  const bytes = Uint8Array.from(atob(claims.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)), null, 2);
}
