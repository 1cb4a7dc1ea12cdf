import { chromiumIsMissing, launchChromium } from '@vortex/test-support/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../dev/stack.ts';

const missing = chromiumIsMissing('the Worker');
/** Where to leave pictures of the pages, for a person to look at. */
const pictures = process.env.SCREENSHOTS;

describe.skipIf(missing)('the Worker in a browser', () => {
  let browser: Browser;
  let stack: Stack;

  beforeAll(async () => {
    browser = await launchChromium();
    stack = await startStack({ port: 0, emulatorPort: 0 });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
  });

  it.each([
    { width: 1280, height: 900, theme: 'light' },
    { width: 1280, height: 900, theme: 'dark' },
    { width: 390, height: 844, theme: 'light' },
    { width: 390, height: 844, theme: 'dark' },
  ] as const)(
    'goes from an invitation to a new member, $width wide, $theme',
    async ({ width, height, theme }) => {
      const address = `nia-${width}-${theme}@example.com`;
      const look = { viewport: { width, height }, colorScheme: theme };
      const [adas, nias] = [await browser.newContext(look), await browser.newContext(look)];
      const complaints: string[] = [];
      for (const context of [adas, nias]) {
        context.on('weberror', (error) => complaints.push(error.error().message));
        context.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
        });
      }
      const take = async (page: Page, name: string) => {
        if (pictures) await page.screenshot({ path: `${pictures}/${name}-${width}-${theme}.png`, fullPage: true });
        expect(await sideways(page), `${name} scrolls sideways`).toBe(0);
      };
      try {
        const page = await adas.newPage();
        await page.goto(stack.worker.url);
        await page.getByRole('button', { name: 'Sign in as Ada' }).waitFor();
        await take(page, '1-sign-in');
        await page.getByRole('button', { name: 'Sign in as Ada' }).click();
        await page.getByLabel('Email address').fill(address);
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: `Revoke the invitation for ${address}` }).waitFor();
        // The component holds nothing but the token.
        await page.getByLabel('Invite by email').fill('lin@example.com');
        await page.keyboard.press('Enter');
        await page.getByText('Invitation sent to lin@example.com').waitFor();
        await take(page, '2-invited');
        await page.reload();
        await page.getByRole('button', { name: 'Revoke the invitation for lin@example.com' }).first().click();
        await page
          .getByRole('button', { name: 'Revoke the invitation for lin@example.com' })
          .waitFor({ state: 'detached' });

        const mail = stack.emulator.outbox.find(({ to }) => to === address);
        const invited = await nias.newPage();
        await invited.goto(mail?.link ?? '');
        await invited.getByRole('button', { name: `Continue as ${address}` }).waitFor();
        await take(invited, '3-continue');
        await invited.getByRole('button', { name: `Continue as ${address}` }).click();
        await invited.getByRole('button', { name: 'Join' }).waitFor();
        await take(invited, '4-join');
        await invited.getByRole('button', { name: 'Join' }).click();
        // However long the webhook takes, the page needs no reloading by hand.
        await invited.getByRole('heading', { name: 'Members' }).waitFor();
        await invited.locator('li').getByText(address).waitFor();
        await take(invited, '5-member');
        expect(complaints).toEqual([]);

        await invited.goto(`${stack.worker.url}/accept?invitationId=nothing`);
        await invited.getByText('There is no such invitation.').waitFor();
        await take(invited, '6-problem');
      } finally {
        await adas.close();
        await nias.close();
      }
    },
    60_000,
  );
});

function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
