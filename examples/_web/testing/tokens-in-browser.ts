import { chromiumIsMissing, launchChromium } from '@vortex/test-support/chromium';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Counted, counted } from './counted.ts';

const missing = chromiumIsMissing('tokens');

declare global {
  var underWay: number;
}

/** In a page: counts what has been asked and not been answered. */
function countUnderWay(): void {
  const { fetch } = globalThis;
  globalThis.underWay = 0;
  globalThis.fetch = async (...asked) => {
    if (!String(asked[0]).includes('/api/vortex')) return fetch(...asked);
    underWay++;
    try {
      const response = await fetch(...asked);
      // To its end: the page's clock stands still meanwhile.
      await response.clone().text();
      return response;
    } finally {
      underWay--;
    }
  };
}

/** An app whose page holds a component with a token. */
export interface TokenApp {
  /** Starts it, with its emulator. */
  start(): Promise<{ readonly appUrl: string; close(): Promise<void> }>;
  /** Signs in on the page that is open, and has it show the component. */
  show(page: Page): Promise<void>;
  /** Whether the first token comes with the page, and is not asked for. Default: `false`. */
  readonly comesWithPage?: boolean;
  /** When the page renews a token, in minutes. Default: after nine tenths of its life. */
  readonly renewedAfter?: number;
}

/** The apps' tokens live an hour: these are nine tenths of it, and when a page no longer counts on one. */
const NINE_TENTHS = 54;
const END = 57;

/**
 * How often a page asks for its token, whatever happens to it: counted on the server's side, by the page's own clock.
 */
export function tokensInBrowser({ start, show, comesWithPage = false, renewedAfter = NINE_TENTHS }: TokenApp): void {
  describe.skipIf(missing)('the token of a page in a browser', { timeout: 120_000 }, () => {
    let browser: Browser;
    let app: Awaited<ReturnType<TokenApp['start']>>;
    let server: Counted;
    let context: BrowserContext;
    let page: Page;
    let before: number;

    beforeAll(async () => {
      browser = await launchChromium();
      app = await start();
    }, 600_000);
    afterAll(async () => {
      await browser?.close();
      await app?.close();
    });
    beforeEach(async () => {
      server = await counted(app.appUrl);
      context = await browser.newContext();
      await context.clock.install();
      await context.addInitScript(countUnderWay);
      page = await open();
      expect(server.tokens()).toBe(comesWithPage ? 0 : 1);
      before = server.tokens();
    });
    afterEach(async () => {
      await context.close();
      await server.close();
    });

    const open = async (): Promise<Page> => {
      const opened = await context.newPage();
      await opened.goto(server.url);
      await show(opened);
      await opened.locator('vortex-invite[token]').waitFor({ state: 'attached' });
      return opened;
    };
    const token = (of = page) => of.locator('vortex-invite').getAttribute('token');
    const asked = () => server.tokens() - before;
    /** Lets time go by on the page, and what it sends be answered: a request that hangs for 30 s of its time is given up. */
    const pass = async (minutes: number, step = 20) => {
      for (let left = (minutes * 60) / step; left > 0; left--) {
        await context.clock.runFor(Math.min(left, 1) * step * 1000);
        for (const one of context.pages()) while (await one.evaluate(() => underWay));
      }
    };
    /** Lets hours go by in which nothing is expected. */
    const idle = async (hours: number) => {
      await context.clock.runFor(hours * 3_600_000);
      await new Promise((resolve) => setTimeout(resolve, 200));
    };
    /** Tokens of one second are the same. */
    const anotherSecond = () => new Promise((resolve) => setTimeout(resolve, 1100));
    const focus = (times: number, of = page) =>
      of.evaluate((times) => {
        for (let time = 0; time < times; time++) window.dispatchEvent(new Event('focus'));
      }, times);

    it('is renewed once before each end', async () => {
      let last = await token();
      for (let hour = 1; hour <= 4; hour++) {
        await anotherSecond();
        await pass(renewedAfter + 1);
        await expect.poll(() => token()).not.toBe(last);
        last = await token();
        expect(asked()).toBe(hour);
      }
    });

    it('is not asked for while the page is offline, and once when it is back', async () => {
      const old = await token();
      await anotherSecond();
      await context.setOffline(true);
      await pass(70);
      expect(asked()).toBe(0);
      await context.setOffline(false);
      await expect.poll(asked).toBe(1);
      await expect.poll(() => token()).not.toBe(old);
      await focus(50);
      await pass(5);
      expect(asked()).toBe(1);
    });

    it('is asked for once after a sign-out in another tab, and again only for somebody who comes back', async () => {
      const other = await context.newPage();
      await other.goto(server.url);
      await other.getByRole('button', { name: 'Sign out' }).click();
      await other.getByRole('button', { name: /Ada/ }).waitFor();
      before = server.tokens();
      await pass(55);
      await idle(4);
      expect(asked()).toBeLessThanOrEqual(1);
      await focus(50);
      await pass(1);
      expect(asked()).toBeLessThanOrEqual(2);
    });

    it('is asked for once where the answer is 403', async () => {
      server.answer = { status: 403 };
      await pass(55);
      await idle(4);
      expect(asked()).toBe(1);
      // Who comes back has it asked for again, however often they do so in a moment.
      await focus(50);
      await pass(1);
      expect(asked()).toBe(2);
    });

    it('is asked for after the wait that a 429 names, and not before', async () => {
      const old = await token();
      await anotherSecond();
      server.answer = { status: 429, headers: { 'retry-after': '30' } };
      await pass(renewedAfter + 0.1);
      expect(asked()).toBe(1);
      server.answer = undefined;
      await focus(50);
      await pass(0.3);
      expect(asked()).toBe(1);
      await pass(0.3);
      expect(asked()).toBe(2);
      await expect.poll(() => token()).not.toBe(old);
    });

    it('is asked for six times, and six times more at its end, while the server fails for hours', async () => {
      server.answer = { status: 503 };
      await pass(renewedAfter - 0.5);
      // Half a minute of waits, and at most a step for each answer.
      await pass(2, 5);
      expect(asked()).toBe(6);
      await pass(END - renewedAfter - 2);
      expect(asked()).toBe(6);
      await pass(3, 5);
      expect(asked()).toBe(12);
      await idle(4);
      expect(asked()).toBe(12);
      server.answer = undefined;
      const now = asked();
      await focus(50);
      await expect.poll(asked).toBe(now + 1);
    });

    it('is one for each of two tabs, whichever one looks at', async () => {
      const second = await open();
      before = server.tokens();
      // One clock for both.
      await pass(renewedAfter + 1);
      expect(asked()).toBe(2);
      for (const one of [page, second, page, second]) {
        await one.bringToFront();
        await focus(20, one);
      }
      await pass(5);
      expect(asked()).toBe(2);
    });

    it('is renewed once after a night’s sleep, with the page frozen meanwhile', async () => {
      const old = await token();
      const devtools = await context.newCDPSession(page);
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
      await devtools.send('Page.setWebLifecycleState', { state: 'active' });
      await anotherSecond();
      await context.clock.fastForward('09:00:00');
      await focus(50);
      await expect.poll(asked).toBe(1);
      await expect.poll(() => token()).not.toBe(old);
      await pass(5);
      expect(asked()).toBe(1);
    });
  });
}
