import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '@vortex/example-web';
import { acceptFrom, opened, sideways, webhooks } from '@vortex/example-web/testing';
import { chromiumIsMissing, launchChromium } from '@vortex/test-support/chromium';
import { mustBuild, startNext } from '@vortex/test-support/next-app';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../src/stack.ts';

const missing = chromiumIsMissing('the team app');
/** Where to leave pictures of the page, for a person to look at. */
const pictures = process.env.SCREENSHOTS;

const folder = fileURLToPath(new URL('..', import.meta.url));
const DIST = '.next-test';
const SECRET_PART = 'canary-of-the-api-key';
const built = {
  apiKey: `VRTX.AAAAAAAAQACAAAAAAAAAAQ.${SECRET_PART}`,
  webhookSecret: 'whsec_test_canary_of_the_webhook',
};
const CANARIES = [SECRET_PART, built.webhookSecret].flatMap((text) => [text, Buffer.from(text).toString('base64')]);

/** Everything the app has sent to a browser. */
const received: { readonly url: string; readonly text: string }[] = [];

describe.skipIf(missing)('the team app in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    process.env.NEXT_DIST_DIR = DIST;
    const env = { VORTEX_API_KEY: built.apiKey, VORTEX_WEBHOOK_SECRET: built.webhookSecret, NEXT_DIST_DIR: DIST };
    await mustBuild({ folder, env });
    browser = await launchChromium();
  }, 600_000);
  afterAll(() => browser?.close());

  describe.each([
    { width: 1280, height: 900, theme: 'light' },
    { width: 1280, height: 900, theme: 'dark' },
    { width: 390, height: 844, theme: 'light' },
    { width: 390, height: 844, theme: 'dark' },
  ] as const)('$width wide, $theme', ({ width, height, theme }) => {
    it('goes the whole way from an invitation to a new member, without an error on the console', async () => {
      const stack = await startStack({ port: 0, emulatorPort: 0, dev: false, built });
      const look = { viewport: { width, height }, colorScheme: theme };
      const context = await browser.newContext(look);
      const invitedContext = await browser.newContext(look);
      const complaints = listen(stack, context, invitedContext);
      const take = async (page: Page, name: string) => {
        if (pictures) await page.screenshot({ path: `${pictures}/${name}-${width}-${theme}.png`, fullPage: true });
        expect(await sideways(page), `${name} scrolls sideways`).toBe(0);
      };
      try {
        const page = await context.newPage();
        await page.goto(stack.appUrl);
        await page.getByRole('heading', { name: 'Sign in' }).waitFor();
        await take(page, '1-sign-in');
        await page.getByRole('button', { name: 'Ada' }).click();

        await page.getByLabel('Email address').fill('not an address');
        await page.keyboard.press('Enter');
        await page.getByText('Enter an email address').waitFor();
        await page.getByLabel('Email address').fill('nia@example.com');
        await page.keyboard.press('Enter');
        await page.getByText('Invitation sent to nia@example.com').waitFor();
        await webhooks(page).getByText('The email to nia@example.com was delivered.').waitFor();
        await page.getByRole('button', { name: 'Revoke the invitation for nia@example.com' }).waitFor();
        await page.getByText('What it says').click();
        await page.getByText('"team:lighthouse"').waitFor();
        await take(page, '2-invited');

        // The component on the page needs nothing but the token that came with it.
        const component = page.locator('vortex-invite');
        await component.getByLabel('Invite by email').fill('omar@example.com');
        await page.keyboard.press('Enter');
        await component.getByText('Invitation sent to omar@example.com.').waitFor();
        await webhooks(page).getByText('The email to omar@example.com was delivered.').waitFor();
        await page.getByRole('button', { name: 'Revoke the invitation for omar@example.com' }).waitFor();
        await component.getByRole('button', { name: 'Revoke: omar@example.com' }).click();
        await page
          .getByRole('button', { name: 'Revoke the invitation for omar@example.com' })
          .waitFor({ state: 'detached' });
        await take(page, '2-component');

        const outbox = await opened(page, () => page.getByRole('link', { name: 'Open the outbox' }).click());
        await outbox.getByRole('link', { name: 'nia@example.com' }).click();
        await outbox.getByRole('heading', { name: 'Ada invited you to join Lighthouse' }).waitFor();
        await acceptFrom(outbox, page, invitedContext, take);
        expect(complaints).toEqual([]);
      } finally {
        await invitedContext.close();
        await context.close();
        await stack.close();
      }
    });
  });

  it('gives the component its token in the HTML: nothing is asked for, nothing flashes, nothing is hydrated anew', async () => {
    const stack = await startStack({ port: 0, emulatorPort: 0, dev: false, built });
    const context = await browser.newContext();
    const complaints = listen(stack, context);
    try {
      const page = await context.newPage();
      await page.goto(stack.appUrl);
      await page.getByRole('button', { name: 'Ada' }).click();
      await page.getByText('Signed in as Ada').waitFor();
      const tokens: string[] = [];
      page.on('request', (request) => {
        if (/\/api\/vortex\/(token|jwt)$/.test(request.url())) tokens.push(request.url());
      });
      await page.addInitScript(() => {
        const removed: string[] = [];
        Object.assign(globalThis, { removed });
        new MutationObserver((changes) => {
          for (const { removedNodes } of changes)
            for (const node of removedNodes) if (node.nodeName === 'VORTEX-INVITE') removed.push(node.nodeName);
        }).observe(document, { childList: true, subtree: true });
      });
      const html = await (await page.reload())?.text();
      const [, signed = ''] = html?.match(/<vortex-invite[^>]* token="([\w.-]+)"/) ?? [];
      expect(signed).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
      await page.locator('vortex-invite').getByLabel('Invite by email').waitFor();
      await page.waitForTimeout(500);
      expect(await page.locator('vortex-invite').getAttribute('token')).toBe(signed);
      expect(await page.locator('vortex-invite').count()).toBe(1);
      expect(await page.evaluate(() => (globalThis as unknown as { removed: string[] }).removed)).toEqual([]);
      expect(tokens).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
      await stack.close();
    }
  });

  it('shows with the next webhook who has signed in in another tab of the same browser', async () => {
    const stack = await startStack({ port: 0, emulatorPort: 0, dev: false, built });
    const context = await browser.newContext();
    try {
      const [page, other] = [await context.newPage(), await context.newPage()];
      await page.goto(stack.appUrl);
      await page.getByRole('button', { name: 'Ada' }).click();
      await page.getByText('Signed in as Ada').waitFor();
      await other.goto(stack.appUrl);
      await other.getByRole('button', { name: 'Switch to Grace' }).click();
      await other.getByText('Signed in as Grace').waitFor();
      await other.getByLabel('Email address').fill('nia@example.com');
      await other.keyboard.press('Enter');
      await page.getByText('Signed in as Grace').waitFor();
    } finally {
      await context.close();
      await stack.close();
    }
  });

  it('lets the owner withdraw an invitation, and a member only their own', async () => {
    const stack = await startStack({ port: 0, emulatorPort: 0, dev: false, built });
    const context = await browser.newContext();
    const complaints = listen(stack, context);
    try {
      const page = await context.newPage();
      const quiet = quietness(page);
      await page.goto(stack.appUrl);
      await page.getByRole('button', { name: 'Ada' }).click();
      await page.getByLabel('Email address').fill('nia@example.com');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Revoke the invitation for nia@example.com' }).waitFor();
      await page.getByRole('button', { name: 'Switch to Grace' }).click();
      await page.getByText('Signed in as Grace').waitFor();
      await page.getByText('by Ada').waitFor();
      expect(await page.getByRole('button', { name: /^Revoke/ }).count()).toBe(0);
      await page.getByRole('button', { name: 'Switch to Ada' }).click();
      await page.getByRole('button', { name: 'Revoke the invitation for nia@example.com' }).click();
      await page.getByText('No open invitations.').waitFor();
      await webhooks(page).getByText('was revoked').waitFor();
      // The webhook has the list asked for again; nobody is quick enough to be signed out by then.
      await quiet();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
      await stack.close();
    }
  });

  it('shows page after page to two users without a complaint in its log, and to each their own token', async () => {
    const emulator = await startEmulator('http://127.0.0.1:9', { port: 0, ...built });
    const env = { NEXT_DIST_DIR: DIST, VORTEX_API_KEY: built.apiKey, VORTEX_API_BASE_URL: emulator.url };
    const app = await startNext({ folder, env });
    const contexts = await Promise.all(
      ['Ada', 'Grace'].map(async (name) => ({ name, of: await browser.newContext() })),
    );
    try {
      for (const { name, of } of contexts) {
        const page = await of.newPage();
        await page.goto(app.url);
        await page.getByRole('button', { name }).click();
        await page.getByText(`Signed in as ${name}`).waitFor();
      }
      for (let view = 0; view < 20; view++) {
        const { name, of } = contexts[view % 2] as (typeof contexts)[number];
        const [page] = of.pages();
        // The link on this page is fetched ahead before it is followed.
        await page?.goto(`${app.url}/accept?invitationId=none`);
        await page?.getByText('There is no such invitation.').waitFor();
        await page?.getByRole('link', { name: 'Go to the team page' }).click();
        await page?.getByText(`"id": "user-${name.toLowerCase()}"`).waitFor({ state: 'attached' });
      }
      expect(app.output().match(/^.*(?:error|warn|⨯|⚠).*$/gim) ?? []).toEqual([]);
    } finally {
      for (const { of } of contexts) await of.close();
      await app.close();
      await emulator.close();
    }
  }, 180_000);

  it('has an icon, also for a browser that looks for it at the old address', async () => {
    const stack = await startStack({ port: 0, emulatorPort: 0, dev: false, built });
    try {
      const { status, headers } = await fetch(`${stack.appUrl}/favicon.ico`);
      expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    } finally {
      await stack.close();
    }
  });

  it('answers a forged call of a server action as it answers a page: by the rules', async () => {
    const stack = await startStack({ port: 0, emulatorPort: 0, dev: false, built });
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(stack.appUrl);
      await page.getByRole('button', { name: 'Ada' }).click();
      await page.getByLabel('Email address').fill('nia@example.com');
      const [call] = await Promise.all([
        page.waitForRequest((request) => request.method() === 'POST' && 'next-action' in request.headers()),
        page.keyboard.press('Enter'),
      ]);
      await page.getByText('Invitation sent').waitFor();
      const { cookie: _, ...headers } = call.headers();
      const forged = (body: string) => fetch(call.url(), { method: 'POST', headers: { ...headers }, body });
      for (const body of [call.postData() ?? '', '["eve@evil.test"]', '[{"toString":"x"}]', '[[]]', '[null]']) {
        const answer = await forged(body);
        expect(await answer.text()).not.toContain('"ok":true');
      }
      expect(stack.emulator.invitations).toHaveLength(1);
    } finally {
      await context.close();
      await stack.close();
    }
  });

  it('has sent no key and no secret to a browser', () => {
    const token = received.find(({ text }) => /"token":"[\w.-]{100,}"|\\"token\\":\\"[\w.-]{100,}\\"/.test(text));
    expect(token, 'the page with the token was among what was searched').toBeDefined();
    expect(received.some(({ url }) => url.includes('_rsc='))).toBe(true);
    expect(received.filter(({ text }) => CANARIES.some((canary) => text.includes(canary)))).toEqual([]);

    const files = globSync('static/**', { cwd: join(folder, DIST), withFileTypes: true }).filter((one) => one.isFile());
    expect(files.length).toBeGreaterThan(5);
    const leaks = files
      .map((file) => join(file.parentPath, file.name))
      .filter((path) => CANARIES.some((canary) => readFileSync(path).includes(canary)));
    expect(leaks).toEqual([]);
  });
});

/** Collects what the console complains about, and what the app sends. */
function listen({ appUrl }: Stack, ...contexts: BrowserContext[]): string[] {
  const complaints: string[] = [];
  for (const context of contexts) {
    context.on('weberror', (error) => complaints.push(error.error().message));
    context.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      complaints.push(`${message.text()} (${message.location().url})`);
    });
    context.on('response', async (response) => {
      const url = response.url();
      // The stream of webhooks does not end.
      if (!url.startsWith(appUrl) || url.endsWith('/events')) return;
      const text = await response.text().catch(() => undefined);
      if (text !== undefined) received.push({ url, text });
    });
  }
  return complaints;
}

/** The tab that a click opens. */
/** Gives a function that waits until nothing has been asked of the app's routes for half a second. */
function quietness(page: Page): () => Promise<void> {
  const underWay = new Set<Request>();
  let since = Date.now();
  page.on('request', (request) => {
    if (request.url().includes('/api/vortex/')) underWay.add(request);
  });
  const ended = (request: Request): void => {
    if (underWay.delete(request)) since = Date.now();
  };
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return async () => {
    since = Date.now();
    while (underWay.size > 0 || Date.now() - since < 500) await page.waitForTimeout(50);
  };
}
