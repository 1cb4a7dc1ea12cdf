import { VortexInvite, VortexProvider } from '@vortex/react';
import { chromiumIsMissing, launchChromium } from '@vortex/test-support/chromium';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Asked } from './invite.tsx';
import { type App, startApp } from './support/app.ts';
import { findings } from './support/axe.ts';
import { bundle, REACTS } from './support/bundle.ts';
import { complaintsIn } from './support/complaints.ts';

const CONTEXT = { componentId: 'c', scope: '42', scopeType: 'team' };

describe.skipIf(chromiumIsMissing('React')).each(REACTS)('in React $react', ({ react }) => {
  let browser: Browser;
  let script: string;
  let app: App;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [browser, script] = await Promise.all([launchChromium(), bundle('invite.tsx', react, 'development')]);
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    app = await startApp();
    app.script = script;
  });
  afterEach(async () => {
    await page.context().close();
    await app.close();
  });

  const src = () => `${app.emulator.url}/component.js`;
  const open = async (
    asked: Partial<Asked>,
    { ahead, ...options }: BrowserContextOptions & { ahead?: number } = {},
  ) => {
    page = await (await browser.newContext(options)).newPage();
    complaints = complaintsIn(page);
    if (ahead) await page.clock.setSystemTime(Date.now() + ahead * 3_600_000);
    await page.addInitScript(
      (asked) => {
        globalThis.asked = asked as Asked;
      },
      { src: src(), sent: 0, renders: 0, gone: 0, recovered: [], ...asked },
    );
    await page.goto(app.url);
  };
  const sendTo = async (email: string) => {
    await page.getByLabel('Invite by email').fill(email);
    await page.keyboard.press('Enter');
    await page.getByText(`Invitation sent to ${email}.`).waitFor();
  };

  it('VortexInvite loads the component once, gives it a token by one request, and hears what was sent', async () => {
    await open({ mode: 'component' });
    await sendTo('nia@example.com');
    expect(app.seen).toEqual([`POST /token ${JSON.stringify({ context: CONTEXT })}`]);
    expect(app.emulator.outbox.at(-1)).toMatchObject({ to: 'nia@example.com' });
    expect(
      await page.evaluate(() => [asked.sent, document.querySelectorAll('script[src$="component.js"]').length]),
    ).toEqual([1, 1]);
    expect(complaints).toEqual([]);
  });

  // What the server sends is React 19's; hydrating it needs the same.
  if (react === '19') {
    const render = (initialToken: string) => {
      const invite = createElement(
        VortexInvite,
        { src: src(), context: CONTEXT, initialToken, incoming: true },
        createElement('p', {}, 'Waiting'),
      );
      app.html = renderToString(createElement(VortexProvider, {}, invite));
      expect(app.html).toContain(initialToken);
    };
    const sign = (expiresIn: string) =>
      app.vortex.generateToken(
        { user: { ...app.user, id: 'ada' } as never, component: 'c', scope: 'team:42' },
        { expiresIn },
      );

    it('an initial token is in the HTML and in use: no request, no hydration warning, no flash', async () => {
      const initialToken = sign('1h');
      render(initialToken);
      await open({ mode: 'hydrate', initialToken });
      await sendTo('nia@example.com');
      expect(await page.evaluate(() => asked.recovered)).toEqual([]);
      expect(await page.getByText('Waiting').count()).toBe(0);
      expect(app.seen).toEqual([]);
      expect(complaints).toEqual([]);
    });

    it('on a page whose clock is two hours ahead it stays until another is there, by one request', async () => {
      // The app's live for an hour: one of the same second would be the same token.
      const initialToken = sign('59m');
      render(initialToken);
      await open({ mode: 'hydrate', initialToken }, { ahead: 2 });
      await sendTo('nia@example.com');
      await page.waitForFunction((first) => {
        const now = document.querySelector('vortex-invite')?.getAttribute('token');
        return now && now !== first;
      }, initialToken);
      await page.waitForTimeout(500);
      expect(await page.evaluate(() => [asked.recovered, asked.gone])).toEqual([[], 0]);
      expect(app.seen).toHaveLength(1);
      expect(complaints).toEqual([]);
    });
  }

  it('all who ask for one context share a token, StrictMode or not, and are told together', async () => {
    await open({ mode: 'shared' });
    for (const name of ['one', 'two']) await page.getByText(`${name}: token`).waitFor();
    expect(app.seen).toHaveLength(1);
    await page.evaluate(() => asked.refresh?.());
    expect(app.seen).toHaveLength(2);
    app.user = null;
    await page.evaluate(() => asked.refresh?.().catch(() => {}));
    for (const name of ['one', 'two']) await page.getByText(`${name}: Sign in first.`).waitFor();
    expect(app.seen).toHaveLength(3);
    await page.evaluate(() => asked.clear?.());
    for (const name of ['one', 'two']) await page.getByText(`${name}: nothing`).waitFor();
    expect(complaints).toEqual([]);
  });

  it('suspends until there is a token, shows a failure to the boundary, and asks again when that is reset', async () => {
    app.user = null;
    await open({ mode: 'suspense' });
    const failed = page.getByRole('button', { name: 'Failed:' });
    await failed.waitFor();
    const before = app.seen.length;
    expect(before).toBe(1);
    app.user = { id: 'ada', scopes: [{ type: 'team', id: '42' }] };
    await page.waitForTimeout(1100);
    await failed.click();
    await page.getByText('Ready').waitFor();
    expect(app.seen).toHaveLength(2);
  });

  it('shows the failure again at once when the boundary is reset while the server still asks to wait', async () => {
    app.interruptions.push(() =>
      Response.json(
        { error: 'Busy.' },
        { status: 503, headers: { 'retry-after': '300', 'content-type': 'application/json' } },
      ),
    );
    await open({ mode: 'suspense' });
    const failed = page.getByRole('button', { name: 'Failed:' });
    await failed.waitFor();
    for (let time = 0; time < 2; time++) {
      await page.waitForTimeout(1100);
      await failed.click();
      await failed.waitFor({ timeout: 3000 });
    }
    expect(app.seen).toHaveLength(1);
    expect(await page.evaluate(() => asked.renders)).toBeLessThan(40);
  });

  it.each(['light', 'dark'] as const)(
    'what it renders has no finding of axe, %s, and fits a phone',
    async (colorScheme) => {
      await open({ mode: 'component' }, { colorScheme, viewport: { width: 390, height: 844 } });
      await sendTo('carol.with.a.long.address@subdomain.of.a.domain.example.org');
      await page.getByRole('button', { name: /^Revoke/ }).waitFor();
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    },
  );
});
