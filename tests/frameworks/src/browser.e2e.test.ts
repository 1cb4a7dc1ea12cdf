import { signIn } from '@vortex/conformance/specimen';
import { Vortex, verifyToken } from '@vortex/core';
import { createEmulator, type Emulator } from '@vortex/emulator';
import { chromiumIsMissing, launchChromium } from '@vortex/test-support/chromium';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { built } from './built.ts';
import { frameworks } from './frameworks.ts';
import { served } from './served.ts';

const ADA = { id: 'ada', email: 'ada@example.com', scopes: [{ type: 'team', id: '42', admin: true }] };

/** The frameworks whose pages use `@vortex/core/browser` by a recipe of the guide. */
const withPages = frameworks.filter(({ folder }) => folder === 'nuxt' || folder === 'sveltekit');
const missing = chromiumIsMissing('the recipes for pages');

describe.skipIf(missing).each(withPages)('the page of $name', (framework) => {
  let browser: Browser;
  let emulator: Emulator;
  const start = served({
    ...framework,
    // Kit takes itself for https unless a proxy tells it otherwise.
    env: { PROTOCOL_HEADER: 'x-forwarded-proto' },
  });
  beforeAll(async () => {
    await built(framework);
    [browser, emulator] = await Promise.all([launchChromium(), createEmulator()]);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await emulator?.close();
  });

  test('keeps its token fresh, lists, accepts, revokes, and stops at a sign-out', { timeout: 120_000 }, async () => {
    const { apiKey, url: baseUrl } = emulator;
    const vortex = new Vortex({ apiKey, baseUrl });
    for (const value of ['ada@example.com', 'nia@example.com']) {
      await vortex.createInvitation({
        widgetConfigurationId: 'team-invite',
        target: { type: 'email', value },
        inviter: { userId: 'bob' },
        scopeType: 'team',
        scopeId: '42',
        scopeName: 'Team',
      });
    }
    const app = await start({ vortex: { apiKey, baseUrl } });
    const proxy = { 'x-forwarded-proto': 'http' };
    const context = await browser.newContext({ extraHTTPHeaders: { ...signIn(ADA), ...proxy } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (line) => /error|warning/.test(line.type()) && complaints.push(line.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/api/vortex/token')) asked++;
    });
    /** Tokens live an hour. The page's clock stands still while the request is answered. */
    const renewal = async () => {
      await page.clock.runFor('53:00');
      await page.clock.runFor('01:01');
    };
    try {
      await page.clock.install();
      await page.goto(app.url);
      const component = page.locator('vortex-invite[token]');
      await component.waitFor({ state: 'attached' });
      const first = (await component.getAttribute('token')) ?? '';
      expect(await verifyToken(first, apiKey)).toMatchObject({ userId: 'ada', claims: { scope: 'team:42' } });

      const row = (email: string) => page.getByRole('listitem').filter({ hasText: email });
      await row('ada@example.com').getByRole('button', { name: 'Accept' }).click();
      await row('ada@example.com').waitFor({ state: 'detached' });
      await row('nia@example.com').getByRole('button', { name: 'Revoke' }).click();
      await row('nia@example.com').waitFor({ state: 'detached' });
      expect(emulator.invitations.map(({ status, deactivated }) => [status, deactivated]).sort()).toEqual([
        ['accepted', false],
        [expect.any(String), true],
      ]);
      expect(await page.getByRole('status').textContent()).toBe('');

      await new Promise((resolve) => setTimeout(resolve, 1100));
      await renewal();
      await expect.poll(() => component.getAttribute('token')).not.toBe(first);
      expect(asked).toBe(2);
      expect(complaints).toEqual([]);

      await context.setExtraHTTPHeaders(proxy);
      await renewal();
      await page.getByText('Sign in first.').waitFor();
      await page.clock.runFor('04:00:00');
      expect([await component.count(), asked]).toEqual([0, 3]);
    } finally {
      await context.close();
    }
  });
});
