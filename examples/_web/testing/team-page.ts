import type { BrowserContext, Locator, Page } from 'playwright-core';

/** The tab that a click opens. */
export async function opened(page: Page, click: () => Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([page.context().waitForEvent('page'), click()]);
  return popup;
}

export const webhooks = (page: Page): Locator => page.getByRole('region', { name: 'Webhooks' }).getByRole('list');
const members = (page: Page): Locator => page.getByRole('region', { name: 'Team' });

/** By how many pixels the page is wider than the window. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Nia accepts the invitation that is open in the outbox, and becomes a member on her page and on that of who invited her. */
export async function acceptFrom(
  outbox: Page,
  page: Page,
  invitedContext: BrowserContext,
  take: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const mail = outbox.frameLocator('iframe');
  const link = await opened(outbox, () => mail.getByRole('link', { name: 'Accept the invitation' }).click());
  await link.waitForURL(/invitationId=/);
  // Nia has a browser of her own. In Ada's, her session would take the place of the one the first tab works with.
  const invited = await invitedContext.newPage();
  await invited.goto(link.url());
  await invited.getByRole('button', { name: 'Accept as nia@example.com' }).waitFor();
  await take(invited, '3-accept');
  await invited.getByRole('button', { name: 'Accept as nia@example.com' }).click();
  await webhooks(invited).getByText('nia@example.com accepted').waitFor();
  await members(invited).getByText('nia@example.com').waitFor();
  await take(invited, '4-member');

  // The first tab was not touched: the webhook changed it by itself.
  await webhooks(page).getByText('nia@example.com accepted').waitFor();
  await members(page).getByText('nia@example.com').waitFor();
  await page.getByText('Signed in as Ada').waitFor();
  await invited.getByText('Signed in as Nia').waitFor();
}
