import { chromiumIsMissing, launchChromium } from '@vortex/test-support/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiOf, createBody } from '../../../test/support/api.ts';
import { findings } from '../../../test/support/axe.ts';
import { type Receiver, receiver } from '../../../test/support/receiver.ts';
import { createEmulator, type Emulator } from '../../index.ts';

const skip = chromiumIsMissing('the emulator page');

describe.skipIf(skip)('the page in a browser', () => {
  let browser: Browser;
  let emulator: Emulator;
  let app: Receiver;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  beforeEach(async () => {
    app = await receiver();
    emulator = await createEmulator({ webhooks: [{ url: app.url }], retryDelays: [] });
    page = await browser.newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  });
  afterEach(async () => {
    await page.context().close();
    await emulator.close();
    await app.close();
    expect(troubles.splice(0)).toEqual([]);
  });
  afterAll(async () => await browser?.close());

  const invite = (value: string) => apiOf(emulator)('POST', '', createBody(value, 't'));

  it('shows what happens elsewhere by itself, and keeps open what was open', async () => {
    await invite('bob@x.test');
    await page.goto(emulator.url);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.locator('summary', { hasText: 'bob@x.test' }).click();
    await page.getByLabel('Find a person or scope').fill('half writ');
    await invite('eve@x.test');
    await page.locator('summary', { hasText: 'eve@x.test' }).waitFor();
    expect(await page.locator('details[open]').count()).toBe(1);
    expect(await page.getByLabel('Find a person or scope').inputValue()).toBe('half writ');
    expect(await page.locator('#nav-invitations .count').textContent()).toBe('2');
  });

  it('lets a person follow the link in the mail and accept', async () => {
    await page.goto(`${emulator.url}/outbox`);
    await invite('bob@x.test');
    const [link] = await Promise.all([
      page.context().waitForEvent('page'),
      page.frameLocator('iframe').getByText('Accept the invitation').click(),
    ]);
    await link.getByRole('button', { name: 'Accept' }).click();
    await link.getByText('You have joined Engineering').waitFor();
    await page.locator('.message .pill', { hasText: 'opened' }).waitFor();
    expect(emulator.invitations[0]).toMatchObject({ status: 'accepted', clickThroughs: 1 });
    await emulator.waitForDelivery('invitation.accepted');
  });

  it('delivers again on a click, without leaving the row', async () => {
    app.statuses.push(500);
    await apiOf(emulator)('POST', '', createBody('user-2', 't', 'internal'));
    await page.goto(`${emulator.url}/deliveries`);
    await page.locator('summary', { hasText: 'failed' }).click();
    await page.getByRole('button', { name: 'Redeliver' }).click();
    await page.locator('summary', { hasText: 'delivered · 2 attempts' }).waitFor();
    expect(await page.locator('details[open] tbody tr').count()).toBe(2);
    expect(await page.getByRole('status').textContent()).toBe('Sent again.');
  });

  it('creates an invitation with the keyboard alone, and says what is wrong first', async () => {
    await page.goto(emulator.url);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.locator('summary', { hasText: 'New invitation' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('bob');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.keyboard.type('@x.test');
    await page.keyboard.press('Enter');
    await page.locator('.list summary', { hasText: 'bob@x.test' }).waitFor();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    // The refused form was answered with 400, which the browser reports.
    expect(troubles.splice(0)).toEqual([expect.stringContaining('400')]);
  });

  it('makes a key and a webhook with the keyboard alone, and keeps their secrets in sight until one is done', async () => {
    await page.goto(`${emulator.url}/setup`);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByLabel('Purpose').focus();
    await page.keyboard.type('staging');
    await page.keyboard.press('Enter');
    const once = page.getByRole('region', { name: 'A new API key' });
    await once.waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('once');
    const key = (await once.locator('.secret').textContent()) ?? '';
    const withKey = { 'x-api-key': key };
    await apiOf(emulator)('POST', '', createBody('bob@x.test', 't'), withKey);
    // The page has changed by then, and yet it is there.
    await page.locator('#nav-invitations .count', { hasText: '1' }).waitFor();
    expect(await once.locator('.secret').textContent()).toBe(key);
    await page.locator('#keys li', { hasText: 'staging' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await once.waitFor({ state: 'detached' });

    await page.getByLabel('URL').fill('http://127.0.0.1:9/other');
    await page.getByText('Only some events').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('invitation.accepted').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Add webhook' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'The secret of http://127.0.0.1:9/other' }).waitFor();
    expect(emulator.webhooks[1]?.events).toEqual(['invitation.accepted']);
    await page.getByRole('button', { name: 'Pause: http://127.0.0.1:9/other' }).press('Enter');
    await page.getByRole('button', { name: 'Resume: http://127.0.0.1:9/other' }).waitFor();
    expect(await page.getByRole('status').textContent()).toBe('Events are now held back.');
    page.once('dialog', (dialog) => dialog.dismiss());
    await page.getByRole('button', { name: 'Delete: http://127.0.0.1:9/other' }).press('Enter');
    expect(emulator.webhooks).toHaveLength(2);
    page.once('dialog', (dialog) => dialog.accept());
    await page.getByRole('button', { name: 'Delete: http://127.0.0.1:9/other' }).press('Enter');
    await page.locator('#webhooks li', { hasText: '/other' }).waitFor({ state: 'detached' });
    expect(emulator.webhooks).toHaveLength(1);
  });

  it('fits a phone in both themes', { timeout: 60_000 }, async () => {
    await invite('carol.with.a.rather.long.address@subdomain.of.a.long.domain.example.org');
    for (const [colorScheme, width] of [
      ['dark', 320],
      ['light', 390],
    ] as const) {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      for (const path of [
        '/',
        '/outbox',
        `/outbox/${emulator.outbox[0]?.id}`,
        '/deliveries',
        '/requests',
        '/setup',
        '/i/nothing',
      ]) {
        await page.goto(emulator.url + path);
        await page.evaluate(() => {
          for (const row of document.querySelectorAll('details')) row.open = true;
        });
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(width);
        const links = await page.evaluate(() => {
          const nav = document.querySelector('nav');
          return nav && nav.scrollWidth - nav.clientWidth;
        });
        expect(links ?? 0, `links of ${path} that can't be seen`).toBe(0);
      }
    }
    // The browser reports the page of the unknown link as a 404.
    troubles.length = 0;
  });

  it('copies what one needs elsewhere, and says so', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const { body } = await invite('bob@x.test');
    await page.goto(`${emulator.url}/setup`);
    const copied = async (name: string): Promise<string> => {
      const button = page.getByRole('button', { name, exact: true });
      await button.click();
      await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
      return await page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied('Copy the environment')).toBe(
      [
        `VORTEX_API_BASE_URL=${emulator.url}`,
        `VORTEX_API_KEY=${emulator.apiKey}`,
        `VORTEX_WEBHOOK_SECRET=${emulator.webhookSecret}`,
      ].join('\n'),
    );
    await page.goto(emulator.url);
    await page.locator('summary', { hasText: 'bob@x.test' }).click();
    expect(await copied('Copy the ID')).toBe(body.id);
    expect(await copied('Copy the link')).toBe(body.shortLink);
    await page.goto(`${emulator.url}/requests`);
    expect(JSON.parse(await copied('Copy the response'))).toEqual(body);
  });

  it('opens a request, filters by a choice, and sends a test event', async () => {
    await invite('bob@x.test');
    await invite('nonsense');
    await page.goto(`${emulator.url}/requests`);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('link', { name: /^POST .* 200/ }).click();
    await page.getByRole('article').getByText('"bob@x.test"').first().waitFor();
    await page.getByLabel('Show').selectOption('failed only');
    await page.getByRole('article').getByText('validation_failed').waitFor();
    expect(await page.locator('.messages li').count()).toBe(1);
    await page.goto(`${emulator.url}/deliveries`);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByLabel('Test event').selectOption('invitation.accepted');
    await page.getByRole('button', { name: 'Send test event' }).click();
    await page.locator('.list summary', { hasText: 'invitation.accepted' }).waitFor();
    expect(await page.getByRole('status').textContent()).toBe('The test event has been sent.');
  });

  it.each(['josé@example.org', '"john.smith"@example.org'])(
    'lets %s accept, whom the browser does not know',
    async (address) => {
      await invite('bob@x.test');
      await page.goto(emulator.outbox[0]?.link ?? '');
      await page.getByLabel('Email').fill(address);
      await page.getByRole('button', { name: 'Accept' }).click();
      await page.getByText('You have joined Engineering').waitFor();
      expect(emulator.invitations[0]?.status).toBe('accepted');
    },
  );

  it('breaks no word on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await invite('carol.with.a.rather.long.address@subdomain.of.a.long.domain.example.org');
    await emulator.idle();
    await page.goto(`${emulator.url}/deliveries`);
    // A word that is broken has rectangles on more than one line.
    const broken = await page.evaluate(() =>
      [...document.querySelectorAll('.main')].flatMap((name) => {
        const words: string[] = [];
        const texts = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const node = texts.currentNode;
          for (const { 0: word, index } of (node.textContent ?? '').matchAll(/\w+/g)) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) words.push(word);
          }
        }
        return words;
      }),
    );
    expect(await page.locator('.list summary').count()).toBeGreaterThan(0);
    expect(broken).toEqual([]);
  });

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    it.each([1280, 390])('has no finding of axe, %i pixels wide', { timeout: 180_000 }, async (width) => {
      await page.context().close();
      page = await (
        await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width, height: 900 } })
      ).newPage();
      emulator.addWebhook({ url: 'http://127.0.0.1:9/none' });
      await invite('bob@x.test');
      await invite('nonsense');
      await emulator.idle();
      const message = emulator.outbox[0];
      const link = new URL(message?.link ?? '').pathname;
      const pages = [
        '/',
        '/outbox',
        '/deliveries',
        '/requests',
        '/requests/2',
        '/setup',
        '/nothing',
        '/i/nothing',
        link,
      ];
      for (const path of pages) {
        await page.goto(emulator.url + path);
        await page.evaluate(() => {
          for (const row of document.querySelectorAll('details')) row.open = true;
        });
        expect(await findings(page), path).toEqual([]);
      }
      await page.setContent(message?.html ?? '');
      expect(await findings(page), 'the email').toEqual([]);
      await page.goto(`${emulator.url}/setup`);
      emulator.pauseWebhook(emulator.webhooks[0]?.id ?? '');
      await page.getByRole('button', { name: 'Create key' }).click();
      await page.getByRole('region', { name: 'A new API key' }).waitFor();
      await page.getByLabel('URL').fill('nonsense');
      await page.getByRole('button', { name: 'Add webhook' }).click();
      await page.getByRole('alert').waitFor();
      expect(await findings(page), 'a key that is shown once, and a refused form').toEqual([]);
      troubles.length = 0;
    });
  });
});
