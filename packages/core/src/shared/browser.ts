import { VortexConfigError } from '../errors.ts';

interface Surroundings {
  readonly window?: unknown;
  readonly document?: unknown;
  /** Every worker of a browser has it; Cloudflare's, which have the same classes, do not. */
  readonly importScripts?: unknown;
  readonly process?: { readonly versions?: { readonly node?: unknown; readonly electron?: unknown } };
}

/**
 * Refuses to hold an API key in a browser. A test's imitation of one (jsdom, happy-dom) runs on Node and is not one;
 * Electron's windows have it too and are.
 *
 * @throws {VortexConfigError} `browser_environment`.
 */
export function refuseBrowser(): void {
  const { window, document, importScripts, process } = globalThis as Surroundings;
  const { node, electron } = process?.versions ?? {};
  if (node !== undefined && electron === undefined) return;
  if (!(isObject(window) && isObject(document)) && typeof importScripts !== 'function') return;
  throw new VortexConfigError(
    'browser_environment',
    'In a web page, the API key would be public. Give the page a token from your server. Run tests of server code with a DOM ' +
      'in the node environment: /** @jest-environment node */ or // @vitest-environment node.',
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
