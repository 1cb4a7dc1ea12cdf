import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Vortex } from '@vortex/core';
import { chromiumIsMissing, launchChromium } from '@vortex/test-support/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiOf, createBody } from '../../../test/support/api.ts';
import { findings } from '../../../test/support/axe.ts';
import { createEmulator, type Emulator } from '../../index.ts';

const skip = chromiumIsMissing('the component');

describe.skipIf(skip)('the component in a browser', () => {
  let browser: Browser;
  let emulator: Emulator;
  let app: Server;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  beforeEach(async () => {
    emulator = await createEmulator();
    app = createServer((request, response) => {
      const user = { id: 'ada', email: 'ada@x.test', name: 'Ada' };
      const token = new Vortex(emulator.apiKey).generateToken({ user, component: 'c-1', scope: 'team:t1' });
      // The strict policy of a real app: styles of the component must not need 'unsafe-inline'.
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; script-src ${emulator.url}; connect-src ${emulator.url}; img-src data:; style-src 'nonce-page'`,
      });
      const head = `<!doctype html><html lang="en"><meta name="color-scheme" content="light dark"><title>App</title><style nonce="page">body { background: #fff } @media (prefers-color-scheme: dark) { body { background: #121317; color: #fff } }</style>`;
      const script = `<script type="module" src="${emulator.url}/component.js"></script>`;
      if (request.url !== '/') return response.end();
      return response.end(
        `${head}<link rel="icon" href="data:,">${script}<main><h1>App</h1><vortex-invite incoming token="${token}"></vortex-invite></main>`,
      );
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await page.context().close();
    app.closeAllConnections();
    await new Promise((resolve) => app.close(resolve));
    await emulator.close();
  });
  afterAll(async () => await browser?.close());

  async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
    troubles.length = 0;
    page = await (await browser.newContext(options)).newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    await page.goto(`http://127.0.0.1:${(app.address() as AddressInfo).port}/`);
  }

  it('sends, lists, revokes, and lets what waits be accepted, under a strict policy', async () => {
    await apiOf(emulator)('POST', '', createBody('ada@x.test', 't2'));
    await open();
    await page.getByLabel('Invite by email').fill('bob@x.test');
    await page.keyboard.press('Enter');
    await page.getByText('Invitation sent to bob@x.test.').waitFor();
    expect(emulator.outbox.at(-1)).toMatchObject({ to: 'bob@x.test', subject: 'Ada invited you to join t1' });
    await page.getByRole('button', { name: 'Get a share link' }).click();
    await page.getByText(`${emulator.url}/i/`).waitFor();
    await page.getByRole('button', { name: 'Revoke: bob@x.test' }).click();
    await page.getByText('Revoked.').waitFor();
    await page.getByRole('button', { name: 'Accept: Ada invited you' }).click();
    await page.getByText('Accepted.').waitFor();
    expect(emulator.invitations.map(({ status, deactivated }) => [status, deactivated])).toEqual([
      ['accepted', false],
      ['delivered', true],
      ['shared', false],
    ]);
    expect(troubles).toEqual([]);
  });

  it('says what is wrong with an address, and moves the focus there', async () => {
    await open();
    await page.getByLabel('Invite by email').fill('bob');
    await page.getByRole('button', { name: 'Send invitation' }).click();
    await page.getByText('Enter an email address').waitFor();
    expect(await page.evaluate(() => document.querySelector('vortex-invite')?.shadowRoot?.activeElement?.id)).toBe(
      'to',
    );
  });

  it('is readable on a page that is white whatever the system is', async () => {
    await open({ colorScheme: 'dark', bypassCSP: true });
    await page.evaluate(() => {
      document.querySelector('meta[name=color-scheme]')?.remove();
      document.body.style.cssText = 'background: #fff; color: #000';
    });
    await page.getByText('Get a share link').click();
    await page.getByRole('button', { name: 'Revoke: Share link' }).waitFor();
    expect(await findings(page)).toEqual([]);
    const colors = () =>
      page.getByLabel('Invite by email').evaluate((field) => {
        const { color, backgroundColor } = getComputedStyle(field);
        return [color, backgroundColor];
      });
    expect(await colors()).toEqual(['rgb(29, 30, 35)', 'rgb(255, 255, 255)']);
    await page.evaluate(() => document.documentElement.style.setProperty('color-scheme', 'dark'));
    expect(await colors()).toEqual(['rgb(233, 233, 236)', 'rgb(21, 22, 26)']);
  });

  it.each(['light', 'dark'] as const)('has no finding of axe, %s, and fits a phone', async (colorScheme) => {
    for (const type of ['email', 'internal']) await apiOf(emulator)('POST', '', createBody('ada@x.test', 't2', type));
    await open({ colorScheme, bypassCSP: true, viewport: { width: 390, height: 844 } });
    await page.getByLabel('Invite by email').fill('carol.with.a.long.address@subdomain.of.a.domain.example.org');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Revoke/ }).waitFor();
    expect(await findings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
