import type { Page } from 'playwright-core';

/** What a page's console complains about: errors, warnings, and what nobody has caught. */
export function complaintsIn(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // The browser's own line about a status, not the script's.
    if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  return complaints;
}
