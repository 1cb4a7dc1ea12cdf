import { createElement, type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { type UseVortexTokenOptions, useVortexToken } from './use-vortex-token.ts';

/** Props of {@link VortexInvite}. */
export interface VortexInviteProps extends UseVortexTokenOptions {
  /** The URL of the component's script; in development, the emulator's `/component.js`. */
  readonly src: string;
  /** The name of the element defined by the script. Default: `vortex-invite`. */
  readonly element?: string | undefined;
  /** Also show the invitations that wait for the user. Default: `false`. */
  readonly incoming?: boolean | undefined;
  /** The nonce for a Content-Security-Policy with nonces. */
  readonly nonce?: string | undefined;
  readonly className?: string | undefined;
  /** Shown until there is a token. */
  readonly children?: ReactNode;
  /** Called when invitations were sent. */
  readonly onSent?: ((event: CustomEvent) => void) | undefined;
  /** Called when an invitation was accepted. */
  readonly onAccepted?: ((event: CustomEvent) => void) | undefined;
  /** Called when an invitation was revoked or declined. */
  readonly onEnded?: ((event: CustomEvent) => void) | undefined;
}

/**
 * Vortex's component, with a token that stays fresh.
 *
 * @throws {Error} outside a {@link VortexProvider}.
 * @example
 * import { VortexInvite, VortexProvider } from '@vortex/react';
 *
 * const page = (
 *   <VortexProvider>
 *     <VortexInvite src="http://127.0.0.1:4400/component.js" context={{ scope: '42', scopeType: 'team' }} incoming />
 *   </VortexProvider>
 * );
 */
export function VortexInvite({
  src,
  element = 'vortex-invite',
  incoming,
  nonce,
  className,
  children,
  onSent,
  onAccepted,
  onEnded,
  ...asked
}: VortexInviteProps): ReactElement | null {
  const { token } = useVortexToken(asked);
  const host = useRef<HTMLElement>(null);
  const heard = useRef({});
  heard.current = { 'vortex-sent': onSent, 'vortex-accepted': onAccepted, 'vortex-ended': onEnded };
  const shown = token !== undefined;

  useEffect(() => {
    // By hand: React 18 runs no script that it renders.
    const script = document.createElement('script');
    Object.assign(script, { type: 'module', src, nonce: nonce ?? '' });
    const known = [...document.scripts].some((other) => other.src === script.src);
    if (!known) document.head.append(script);
  }, [src, nonce]);
  useEffect(() => {
    const node = host.current;
    if (!node || !shown) return;
    const hear = (event: Event): void => {
      (heard.current as Record<string, ((event: Event) => void) | undefined>)[event.type]?.(event);
    };
    for (const name of Object.keys(heard.current)) node.addEventListener(name, hear);
    return () => {
      for (const name of Object.keys(heard.current)) node.removeEventListener(name, hear);
    };
  }, [shown]);

  if (!shown) return children ? createElement('div', { className }, children) : null;
  // Of an element of its own, React 18 takes `class` only.
  return createElement(element, { ref: host, token, incoming: incoming ? '' : undefined, class: className });
}
