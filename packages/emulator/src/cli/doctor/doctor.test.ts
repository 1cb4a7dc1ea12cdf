import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type VortexWebhookOptions, verifyWebhook } from '@vortex/core';
import { nodeBody, receiveWebhook } from '@vortex/core/adapter';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { vortexHere as vortex } from '../../../test/support/in-process.ts';
import { createEmulator, type Emulator } from '../../index.ts';
import { DEFAULT_WEBHOOK_SECRET } from '../../shared/constants.ts';
import type { Check } from './check.ts';

const SECRET = 'whsec_test_doctor';
const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';

let folder: string;
const servers: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vortex-doctor-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function doctor(args: readonly string[], env: Record<string, string> = {}) {
  const ran = await vortex(['doctor', '--json', ...args], { env, cwd: folder });
  const { checks = [] }: { checks?: Check[] } = ran.out === '' ? {} : JSON.parse(ran.out);
  const found = (name: Check['name']) => checks.find((check) => check.name === name);
  return { ...ran, found };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** An endpoint of ours on bare Node, behind whatever `before` does to a request. */
function endpoint(
  options: VortexWebhookOptions,
  before?: (request: IncomingMessage) => Promise<void>,
): RequestListener {
  return async (request, response) => {
    await before?.(request);
    const { status, headers, body } = await receiveWebhook(
      {
        method: request.method ?? '',
        pathname: '/',
        query: '',
        header: (name) => request.headers[name]?.toString(),
        body: nodeBody(request),
        request,
      },
      options,
    );
    response.writeHead(status, headers).end(JSON.stringify(body));
  };
}

describe('of the settings', () => {
  it.each([
    ['quotes', (value: string) => `"${value}"`],
    ['name of a variable', (value: string) => `VORTEX_X=${value}`],
    ['whitespace', (value: string) => `${value.slice(0, 9)} ${value.slice(9)}`],
    ['U+200B', (value: string) => `${value}\u200b`],
  ])('names %s that was copied along', async (what, decorate) => {
    const env = { VORTEX_API_KEY: decorate(KEY), VORTEX_WEBHOOK_SECRET: decorate(SECRET) };
    const { code, out, found } = await doctor(['--offline'], env);
    expect(code).toBe(1);
    expect(found('key')).toMatchObject({ status: 'problem', message: expect.stringContaining(what) });
    expect(found('secret')).toMatchObject({ status: 'problem', message: expect.stringContaining(what) });
    expect([found('key')?.fix, found('secret')?.fix]).toEqual(Array(2).fill(expect.stringMatching(/^Copy it whole/)));
    expect(out.match(/Copy/g)).toHaveLength(2);
    expect(found('secret')?.message).toContain('VORTEX_WEBHOOK_SECRET');
    expect(out).not.toContain('whsec_');
  });

  it('finds nothing wrong where nothing is', async () => {
    const { code, found } = await doctor(['--offline'], { VORTEX_API_KEY: KEY, VORTEX_WEBHOOK_SECRET: SECRET });
    expect(code).toBe(0);
    expect(found('key')).toMatchObject({
      status: 'ok',
      message: expect.stringContaining('00000000-0000-4000-8000-000000000001'),
    });
  });

  it('says in a line of its own from where it has its settings, if from files', async () => {
    const env = { VORTEX_API_KEY: KEY, VORTEX_WEBHOOK_SECRET: SECRET };
    const shown = async () => (await vortex(['doctor', '--offline'], { cwd: folder, env })).out;
    expect(await shown()).toMatch(/^ {2}ok [\s\S]*\n\nNo problem\.\n$/);
    await writeFile(join(folder, '.env'), 'PORT=3000\n');
    expect(await shown()).toMatch(/^Settings from the environment and \.env\.\n\n {2}ok /);
  });

  it('reads .env files, the stronger ones first, and says which', async () => {
    await writeFile(join(folder, '.env'), `VORTEX_API_KEY=nonsense\nVORTEX_WEBHOOK_SECRET=${SECRET}\n`);
    await writeFile(join(folder, '.env.local'), `VORTEX_API_KEY=${KEY}\n`);
    const { code, out } = await vortex(['doctor', '--offline'], { cwd: folder });
    expect(code).toBe(0);
    expect(out).toContain('Settings from the environment and .env.local, .env.');
  });

  it.each([
    [{}, 'key', 'is not set'],
    [{ VORTEX_API_KEY: 'VRTX.short.the-secret' }, 'key', '22 characters'],
    [{ VORTEX_API_KEY: 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.emulator-only-not-a-secret' }, 'key', "is the emulator's"],
    [{ VORTEX_API_KEY: KEY, VORTEX_API_BASE_URL: 'localhost:4400' }, 'address', 'VORTEX_API_BASE_URL'],
    [{ VORTEX_API_KEY: KEY, VORTEX_WEBHOOK_SECRET: ' copied ' }, 'secret', 'whitespace'],
    [{ VORTEX_API_KEY: KEY, NEXT_PUBLIC_KEY: KEY }, 'browser', 'NEXT_PUBLIC_KEY'],
    [{ VORTEX_API_KEY: KEY, VITE_KEY: KEY }, 'browser', 'VITE_KEY'],
    [{ VORTEX_API_KEY: KEY, PUBLIC_KEY: KEY }, 'browser', 'PUBLIC_KEY'],
    [{ VORTEX_API_KEY: KEY, REACT_APP_KEY: KEY }, 'browser', 'REACT_APP_KEY'],
    [{ VORTEX_API_KEY: KEY, NUXT_PUBLIC_KEY: KEY }, 'browser', 'NUXT_PUBLIC_KEY'],
    [{ VORTEX_API_KEY: KEY, EXPO_PUBLIC_KEY: KEY }, 'browser', 'EXPO_PUBLIC_KEY'],
    [{ VORTEX_API_KEY: KEY, GATSBY_KEY: KEY }, 'browser', 'GATSBY_KEY'],
    [{ VORTEX_API_KEY: KEY, VORTEX_WEBHOOK_SECRET: SECRET, VITE_HOOK: SECRET }, 'browser', 'VITE_HOOK'],
    [{ VORTEX_API_KEY: KEY, VORTEX_WEBHOOK_SECRET: DEFAULT_WEBHOOK_SECRET }, 'secret', "is the emulator's"],
    [
      {
        VORTEX_API_KEY: KEY,
        VORTEX_API_BASE_URL: 'https://localhost.evil.test',
        VORTEX_WEBHOOK_SECRET: DEFAULT_WEBHOOK_SECRET,
      },
      'secret',
      "is the emulator's",
    ],
  ] as const)('ends with 1 for %j', async (env, name, text) => {
    const { code, out, found } = await doctor(['--offline'], env);
    expect(code).toBe(1);
    expect(found(name)).toMatchObject({ status: 'problem', message: expect.stringContaining(text) });
    for (const secret of ['the-secret', 'test-secret-key', 'copied']) expect(out).not.toContain(secret);
  });

  it('ends with 0 where there are warnings only, and names them', async () => {
    const settings = { VORTEX_API_KEY: KEY, VORTEX_API_BASE_URL: 'http://vortex.internal' };
    const { code, found } = await doctor(['--offline'], settings);
    expect(code).toBe(0);
    expect(found('secret')).toMatchObject({ status: 'warning', message: 'VORTEX_WEBHOOK_SECRET is not set.' });
    expect(found('address')).toMatchObject({ status: 'warning', message: expect.stringContaining('not encrypted') });
    expect(found('browser')).toBeUndefined();
    for (const local of [
      'http://localhost:4400',
      'http://127.0.0.1:4400',
      'http://[::1]:4400',
      'https://vortex.test',
    ]) {
      const checked = await doctor(['--offline'], { VORTEX_API_KEY: KEY, VORTEX_API_BASE_URL: local });
      expect(checked.found('address')).toMatchObject({ status: 'ok' });
    }
    const emulated = {
      ...settings,
      VORTEX_API_BASE_URL: 'http://localhost:4400',
      VORTEX_WEBHOOK_SECRET: DEFAULT_WEBHOOK_SECRET,
    };
    expect((await doctor(['--offline'], emulated)).found('secret')).toMatchObject({ status: 'ok' });
  });

  it('lets the environment win over files, and takes an empty variable for none', async () => {
    await writeFile(join(folder, '.env'), `VORTEX_API_KEY=${KEY}\nVORTEX_WEBHOOK_SECRET= copied-twice \n`);
    expect((await doctor(['--offline'], { VORTEX_API_KEY: 'nonsense' })).found('key')?.status).toBe('problem');
    expect((await doctor(['--offline'], { VORTEX_API_KEY: '' })).found('key')?.status).toBe('ok');
  });

  it.each([
    [['--timeout', 'soon'], '--timeout'],
    [['--app', 'here'], '--app'],
    [['--dotenv', '.env.nowhere'], '.env.nowhere'],
  ])('ends with 2 for %j', async (args, text) => {
    expect(await doctor(args)).toMatchObject({ code: 2, error: expect.stringContaining(text) });
  });
});

describe('of the API', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await createEmulator();
  });
  afterEach(() => emulator.close());

  it('asks with the key, and compares clocks', async () => {
    const { found } = await doctor([], { VORTEX_API_KEY: emulator.apiKey, VORTEX_API_BASE_URL: emulator.url });
    expect([found('api')?.status, found('clock')?.status]).toEqual(['ok', 'ok']);
  });

  it('says that the key is refused', async () => {
    const { code, found } = await doctor([], { VORTEX_API_KEY: KEY, VORTEX_API_BASE_URL: emulator.url });
    expect(code).toBe(1);
    expect(found('api')).toMatchObject({ status: 'problem', fix: expect.stringContaining('another environment') });
  });

  it.each([
    [20_000, 'warning', '20 seconds behind'],
    [-600_000, 'problem', '10 minutes ahead of'],
  ])('notices a clock that is off by %d ms', async (offset, status, text) => {
    // In the middle of a second, of which a Date header says only which it is, and standing still on a busy machine.
    vi.useFakeTimers({ now: Date.parse('2026-11-29T12:00:00.500Z'), toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const url = await serve((_request, response) => {
      const date = new Date(Date.now() + offset).toUTCString();
      response.writeHead(200, { date, 'content-type': 'application/json' }).end('{"invitations":[]}');
    });
    const { found } = await doctor([], { VORTEX_API_KEY: KEY, VORTEX_API_BASE_URL: url });
    expect(found('clock')).toMatchObject({ status, message: expect.stringContaining(text) });
  });
});

describe('of a running app', () => {
  const env = { VORTEX_API_KEY: KEY, VORTEX_WEBHOOK_SECRET: SECRET };
  const examine = async (url: string) => (await doctor(['--offline', '--app', url], env)).found('app');

  it('is content with one that verifies the raw bytes', async () => {
    const types: string[] = [];
    const url = await serve(endpoint({ secret: SECRET, onEvent: (event) => void types.push(String(event.type)) }));
    expect(await examine(url)).toMatchObject({ status: 'ok' });
    expect(types).toEqual(['vortex.doctor']);
  });

  it('signs with --secret where one is given, whatever the environment has', async () => {
    const url = await serve(endpoint({ secret: 'whsec_test_given' }));
    const { found } = await doctor(['--offline', '--app', url, '--secret', 'whsec_test_given'], env);
    expect(found('app')).toMatchObject({ status: 'ok' });
  });

  it('finds a parser that runs first, and says how to mend it', async () => {
    const parse = async (request: IncomingMessage) => {
      Object.assign(request, { body: JSON.parse(await textOf(request)) });
    };
    expect(await examine(await serve(endpoint({ secret: SECRET }, parse)))).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('A body parser runs before'),
      fix: expect.stringContaining('before express.json()'),
    });
  });

  it('finds a parser that runs first where somebody signs what they have parsed', async () => {
    const url = await serve(async (request, response) => {
      const body = JSON.stringify(JSON.parse(await textOf(request)));
      const fits = verifyWebhook(body, request.headers['x-vortex-signature'], SECRET);
      response.writeHead(fits ? 200 : 401).end();
    });
    expect(await examine(url)).toMatchObject({ message: expect.stringContaining('A body parser runs before') });
  });

  it.each<[string, RequestListener, string]>([
    ['takes anything', (_request, response) => void response.end('ok'), 'forged signature'],
    [
      'answers every path with a web page',
      (_request, response) => void response.setHeader('content-type', 'text/html; charset=utf-8').end('<p>Home</p>'),
      'there is no webhook endpoint here',
    ],
    [
      'answers with a page that has no type',
      (_request, response) => void response.end('\n<!DOCTYPE html><title>Home</title>'),
      'there is no webhook endpoint here',
    ],
    ['has another secret', endpoint({ secret: 'whsec_test_other' }), 'its secret is different'],
    [
      'a proxy keeps the signature from',
      (request, response) => {
        delete request.headers['x-vortex-signature'];
        endpoint({ secret: SECRET })(request, response);
      },
      'The signature did not reach the app',
    ],
    ['has no endpoint there', (_request, response) => void response.writeHead(404).end(), 'no webhook endpoint'],
    ['redirects', (_request, response) => void response.writeHead(308, { location: '/x/' }).end(), 'redirects to /x/'],
    ['asks for a login', (_request, response) => void response.writeHead(403).end('csrf'), 'responds with 403'],
    ['breaks', (_request, response) => void response.writeHead(500).end('oh\u001b[2J'), 'responds with 500'],
  ])('says of one that %s what it is', async (_name, listener, text) => {
    const check = await examine(await serve(listener));
    expect(check).toMatchObject({ status: 'problem', message: expect.stringContaining(text) });
    expect(check?.message).not.toContain('\u001b');
  });

  it('only warns of a handler that fails at what it does not know', async () => {
    const options: VortexWebhookOptions = {
      secret: SECRET,
      onEvent: () => {
        throw new Error('unknown');
      },
    };
    expect(await examine(await serve(endpoint(options)))).toMatchObject({ status: 'warning' });
  });

  it('says that nobody answers', async () => {
    const url = await serve(() => undefined);
    const [server] = servers.splice(0);
    await new Promise((resolve) => server?.close(resolve));
    expect(await examine(url)).toMatchObject({ message: expect.stringContaining('does not respond') });
  });
});
