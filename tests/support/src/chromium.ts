import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATH = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Whether there is no browser to test in, which is then said; with `CI` one is expected.
 *
 * @param what - What is skipped.
 */
export function chromiumIsMissing(what: string): boolean {
  const missing = !existsSync(PATH) && process.env.CI !== 'true';
  if (missing)
    console.warn(`Skipped: ${what} in a browser. There is no Chromium: install it, or name one with CHROMIUM_PATH.`);
  return missing;
}

/** Starts the machine's Chromium, or what `CHROMIUM_PATH` names. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: PATH, args: FLAGS });
}
