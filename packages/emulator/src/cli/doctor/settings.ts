import { isVortexError, Vortex, VortexWebhooks } from '@vortex/core';
import { CLI } from '../../shared/cli-name.ts';
import { DEFAULT_API_KEY, DEFAULT_WEBHOOK_SECRET } from '../../shared/constants.ts';
import type { Environment } from '../settings/environment.ts';
import { type Check, ok, problem, skipped, warning } from './check.ts';

const CLOUD = 'https://api.vortexsoftware.com';
const LOCAL = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

/** What can be seen without asking anybody. */
export function checkSettings(environment: Environment): Check[] {
  return [
    checkNode(),
    checkKey(environment),
    checkAddress(environment),
    checkSecret(environment),
    ...exposed(environment),
  ];
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return ok('node', `Node ${process.versions.node}`);
  return problem('node', `Node ${process.versions.node} is too old.`, 'Install Node 20.19 or newer.');
}

function checkKey({ variables }: Environment): Check {
  const { VORTEX_API_KEY: key, VORTEX_API_BASE_URL: address } = variables;
  if (key === undefined) {
    const fix = `Set it to a key from the Vortex dashboard, or to the one that \`${CLI} dev\` prints.`;
    return problem('key', 'VORTEX_API_KEY is not set.', fix);
  }
  const error = refusalOf(() => new Vortex(key));
  if (error) return refused('key', error);
  if (key === DEFAULT_API_KEY && !isLocal(address)) {
    const fix = `Set VORTEX_API_BASE_URL to the address that \`${CLI} dev\` prints, or use a real key.`;
    return problem('key', "VORTEX_API_KEY is the emulator's, but the address is not.", fix);
  }
  return ok('key', `VORTEX_API_KEY has the correct form (key ${kidOf(key)})`);
}

function kidOf(key: string): string {
  const hex = Buffer.from(key.split('.')[1] ?? '', 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function checkAddress({ variables }: Environment): Check {
  const { VORTEX_API_BASE_URL: address } = variables;
  if (address === undefined) return ok('address', `Vortex Cloud, ${CLOUD} (VORTEX_API_BASE_URL is not set)`);
  const error = refusalOf(() => new Vortex({ apiKey: DEFAULT_API_KEY, baseUrl: address }));
  if (error) return problem('address', error.replace('baseUrl', 'VORTEX_API_BASE_URL'), `Remove it to use ${CLOUD}.`);
  if (new URL(address).protocol === 'http:' && !isLocal(address)) {
    return warning('address', `${address} is not encrypted, but the key is sent there.`, 'Use https:.');
  }
  return ok('address', address);
}

function isLocal(address: string | undefined): boolean {
  return address !== undefined && URL.canParse(address) && LOCAL.test(new URL(address).hostname);
}

function checkSecret({ variables }: Environment): Check {
  const { VORTEX_WEBHOOK_SECRET: secret, VORTEX_API_BASE_URL: address } = variables;
  if (secret === undefined) {
    const fix = `Set it if your app receives webhooks: from the dashboard under Integrations, Webhooks, or from \`${CLI} dev\`.`;
    return warning('secret', 'VORTEX_WEBHOOK_SECRET is not set.', fix);
  }
  const error = refusalOf(() => new VortexWebhooks({ secret }));
  if (error) return refused('secret', error);
  if (secret === DEFAULT_WEBHOOK_SECRET && !isLocal(address)) {
    const fix = 'It is public, so anyone can sign events with it: set your own.';
    return problem('secret', "VORTEX_WEBHOOK_SECRET is the emulator's, but the address is not.", fix);
  }
  return ok('secret', 'VORTEX_WEBHOOK_SECRET is set');
}

/** Bundlers put variables of these names into what every browser gets. */
function exposed({ variables }: Environment): Check[] {
  const secret = variables.VORTEX_WEBHOOK_SECRET;
  return Object.entries(variables)
    .filter(([name]) => /^(NEXT_PUBLIC|VITE|PUBLIC|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY)_/.test(name))
    .filter(([, value]) => /^VRTX\.[\w-]{22}\../.test(value) || value === secret)
    .map(([name]) => {
      const fix = 'Remove it and create a new key: pages get a token from your server, never the key.';
      return problem(
        'browser',
        `${name} holds a key or secret, and variables with this prefix are part of the page.`,
        fix,
      );
    });
}

/** What core says of a value: what is wrong with it, and what to do. */
function refused(name: Check['name'], error: string): Check {
  const [wrong = '', fix = ''] = error.split(/(?<=\.) (?=Copy )/);
  return problem(name, wrong, fix);
}

function refusalOf(make: () => unknown): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (isVortexError(error)) return error.message;
    throw error;
  }
}

/** Nothing to ask with. */
export function notAsked(name: Check['name']): Check {
  return skipped(name, 'not checked: fix the settings above first');
}
