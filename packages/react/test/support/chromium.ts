import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
/** Where there is no Chromium; with `CI` one is expected. */
export const skip: boolean = CHROMIUM === undefined && !process.env.CI;
if (skip) console.warn('Skipped: React in a browser, since there is no Chromium (apt install chromium).');

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
}

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
