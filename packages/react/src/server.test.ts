import { Vortex } from '@vortex/core';
import { useVortex, useVortexToken, VortexInvite, VortexProvider } from '@vortex/react';
import { createElement as h, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, test } from 'vitest';

const token = new Vortex('VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing').generateToken({
  user: { id: 'ada' },
});
const rendered = (child: ReactElement): string => renderToString(h(VortexProvider, {}, child));
const src = 'https://cdn.example/component.js';

const States = () => JSON.stringify(useVortexToken());
const Token = ({ mine }: { mine?: string }) => useVortexToken({ initialToken: mine }).token ?? 'none';
const Alone = () => JSON.stringify(useVortex());
const Suspended = () => useVortexToken({ suspense: true }).token;

describe('on the server', () => {
  test('a token that it gives is in the HTML, and nothing is asked for', () => {
    const html = rendered(h(VortexInvite, { src, initialToken: token, incoming: true, className: 'wide' }));
    expect(html).toBe(`<vortex-invite token="${token}" incoming="" class="wide"></vortex-invite>`);
  });

  test('without one, what is shown until it is there', () => {
    expect(rendered(h(VortexInvite, { src }, 'Loading...'))).toBe('<div>Loading...</div>');
    expect(rendered(h(VortexInvite, { src }))).toBe('');
    expect(rendered(h(States))).toBe('{&quot;isLoading&quot;:true}');
  });

  test('two people’s pages never share a token', () => {
    expect(rendered(h(Token, { mine: token }))).toBe(token);
    expect(rendered(h(Token))).toBe('none');
  });

  test('a hook outside a provider, and Suspense without a token, say what to do', () => {
    expect(() => renderToString(h(Alone))).toThrow('needs a <VortexProvider> above it');
    expect(() => rendered(h(Suspended))).toThrow('needs an initialToken');
  });
});
