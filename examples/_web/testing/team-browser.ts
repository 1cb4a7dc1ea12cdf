import { chromiumIsMissing, launchChromium } from '@vortex/test-support/chromium';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TeamStack } from './team-flow.ts';
import { acceptFrom, opened, sideways, webhooks } from './team-page.ts';

const missing = chromiumIsMissing('the team app');
/** Where to leave pictures of the page, for a person to look at. */
const pictures = process.env.SCREENSHOTS;

/** What every team app must do in a browser. */
export function teamInBrowser(startStack: () => Promise<TeamStack>): void {
  describe.skipIf(missing)('the team app in a browser', () => {
    let browser: Browser;
    let stack: TeamStack;

    beforeAll(async () => {
      browser = await launchChromium();
    }, 60_000);
    afterAll(() => browser?.close());

    describe.each([
      { width: 1280, height: 900, theme: 'light' },
      { width: 1280, height: 900, theme: 'dark' },
      { width: 390, height: 844, theme: 'light' },
      { width: 390, height: 844, theme: 'dark' },
    ] as const)('$width wide, $theme', ({ width, height, theme }) => {
      it('goes the whole way from an invitation to a new member, without an error on the console', async () => {
        stack = await startStack();
        const look = { viewport: { width, height }, colorScheme: theme };
        const context = await browser.newContext(look);
        const invitedContext = await browser.newContext(look);
        const complaints = complaintsIn(context, invitedContext);
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
          await page.getByRole('button', { name: 'Sign a token' }).click();
          await page.getByLabel('Claims of the token').waitFor();
          // The component holds nothing but the token, and its invitation comes back as a webhook like any other.
          await page.getByLabel('Invite by email').fill('lin@example.com');
          await page.keyboard.press('Enter');
          await page.getByText('Invitation sent to lin@example.com').waitFor();
          await webhooks(page).getByText('The email to lin@example.com was delivered.').waitFor();
          await page.getByRole('button', { name: 'Revoke: lin@example.com' }).waitFor();
          await take(page, '2-invited');

          const outbox = await opened(page, () => page.getByRole('link', { name: 'Open the outbox' }).click());
          await outbox.getByRole('link', { name: /nia@example.com/ }).click();
          await take(outbox, 'outbox');
          await acceptFrom(outbox, page, invitedContext, take);
          expect(complaints).toEqual([]);
        } finally {
          await invitedContext.close();
          await context.close();
          await stack.close();
        }
      });
    });

    it('shows with the next webhook who has signed in in another tab of the same browser', async () => {
      stack = await startStack();
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

    it('says on the page that Vortex does not respond, with the app still usable', async () => {
      stack = await startStack();
      const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
      try {
        await stack.emulator?.close();
        await page.goto(stack.appUrl);
        await page.getByRole('alert').getByText('Vortex does not respond').waitFor();
        await page.getByRole('button', { name: 'Grace' }).click();
        await page.getByText('Signed in as Grace').waitFor();
        await page.getByRole('alert').getByText('Vortex does not respond').waitFor();
        await page.getByText('The list is not available at the moment.').waitFor();
        if (pictures) await page.screenshot({ path: `${pictures}/5-no-vortex.png`, fullPage: true });
      } finally {
        await page.close();
        await stack.close();
      }
    });

    it('can be used with the keyboard alone, with the focus to be seen', async () => {
      stack = await startStack();
      const page = await browser.newPage();
      const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
      try {
        await page.goto(stack.appUrl);
        await page.getByRole('button', { name: 'Ada' }).waitFor();
        await page.keyboard.press('Tab');
        expect(await focused()).toBe('Lighthouse');
        await page.keyboard.press('Tab');
        expect(await focused()).toContain('Ada');
        expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).toBe(
          'solid',
        );
        await page.keyboard.press('Enter');
        await page.getByText('Signed in as Ada').waitFor();
      } finally {
        await page.close();
        await stack.close();
      }
    });
  });
}

/** Collects what the consoles of these browsers complain about, and where. */
function complaintsIn(...contexts: BrowserContext[]): string[] {
  const complaints: string[] = [];
  for (const context of contexts) {
    context.on('weberror', (error) => complaints.push(error.error().message));
    context.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      complaints.push(`${message.text()} (${message.location().url})`);
    });
  }
  return complaints;
}
