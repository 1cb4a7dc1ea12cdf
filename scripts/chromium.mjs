import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where programs are installed, on each system. */
const PLACES = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
    ['/Applications', join(process.env.HOME ?? '', 'Applications')].map((folder) =>
      join(folder, `${name}.app`, 'Contents', 'MacOS', name),
    ),
  ),
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) =>
    [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ]
      .filter(() => process.env[variable])
      .map((path) => `${process.env[variable]}\\${path}`),
  ),
};

/**
 * The browser for the tests that need one: the one that `CHROMIUM_PATH` names, or Chromium, Chrome or Edge where this
 * system installs it.
 *
 * @returns {string | undefined}
 */
export function chromiumPath() {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  const places = process.platform in PLACES ? PLACES[/** @type {keyof typeof PLACES} */ (process.platform)] : [];
  return places.find((path) => existsSync(path));
}
