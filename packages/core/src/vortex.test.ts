import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Vortex, VortexConfigError } from './index.ts';

const SECRET = 'test-secret-key-for-signing';
const KEY = `VRTX.AAAAAAAAQACAAAAAAAAAAQ.${SECRET}`;
const DERIVED = '25b11cd8982a3681c95094a333fe994c3be733eda461c0a998fc1f8cd26d4442';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test('the key shows in no form of the client', () => {
  const vortex = new Vortex({ apiKey: KEY });
  vortex.sign({ id: 'u' });
  const printed = [
    inspect(vortex, { showHidden: true, depth: 10, getters: true }),
    JSON.stringify(vortex),
    String(vortex),
    inspect({ nested: [vortex] }, { showHidden: true, depth: 10 }),
    JSON.stringify({ ...vortex }),
    JSON.stringify(Object.getOwnPropertyNames(vortex).map((name) => Reflect.get(vortex, name))),
  ].join('\n');
  expect(printed).not.toContain(SECRET);
  expect(printed).not.toContain(DERIVED);
});

test.each([
  ['null', null],
  ['a map', new Map()],
  ['a promise', Promise.resolve(KEY)],
])('options that are %s are refused, and are not the key of the environment', (_name, options) => {
  expect(() => new Vortex(options as never)).toThrow(expect.objectContaining({ code: 'invalid_option' }));
});

describe('the key from the environment', () => {
  test('is read when it is first needed', () => {
    const vortex = new Vortex();
    vi.stubEnv('VORTEX_API_KEY', KEY);
    expect(vortex.sign({ id: 'u' })).toBe(new Vortex(KEY).sign({ id: 'u' }));
  });

  test('that is missing names the variable and where to get a key', () => {
    vi.stubEnv('VORTEX_API_KEY', '');
    expect(() => new Vortex().generateToken({ user: { id: 'u' } })).toThrow(/VORTEX_API_KEY.*dashboard/s);
  });

  test('is not read where the runtime refuses', () => {
    vi.stubGlobal('process', {
      get env(): never {
        throw new Error('needs permission');
      },
    });
    expect(() => new Vortex().sign({ id: 'u' })).toThrow(VortexConfigError);
  });
});

test.each([
  ['a web page', { window: {}, document: {}, process: undefined }],
  ['a web page whose bundler made up a process', { window: {}, document: {}, process: { env: {}, versions: {} } }],
  ['a worker of a web page', { importScripts: () => {}, process: undefined }],
  [
    "a window of Electron's",
    { window: {}, document: {}, process: { versions: { node: '24.0.0', electron: '40.0.0' } } },
  ],
])('in %s the constructor throws, and names the cure for tests', (_, globals) => {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  const make = () => new Vortex(KEY);
  expect(make).toThrow(expect.objectContaining({ code: 'browser_environment' }));
  expect(make).toThrow(/@jest-environment node.*@vitest-environment node/);
});

test.each([
  ["a test's imitation of a web page", { window: {}, document: {} }],
  ['a Worker of Cloudflare', { WorkerGlobalScope: class {}, ServiceWorkerGlobalScope: class {}, process: undefined }],
])('in %s it does not', (_, globals) => {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  expect(() => new Vortex(KEY)).not.toThrow();
});

test.each([5, true, [], () => KEY])('%s is neither a key nor options', (options) => {
  expect(() => new Vortex(options as never)).toThrow(expect.objectContaining({ code: 'invalid_option' }));
});

test('two clients with two keys live side by side', () => {
  const other = new Vortex('VRTX.8mNyMrlnR5O7qj6HNxkHmg.test-signing-key');
  expect(new Vortex(KEY).sign({ id: 'u' })).toMatch(/^00000000-0000-4000-8000-000000000001:[0-9a-f]{64}$/);
  expect(other.sign({ id: 'u' })).toMatch(/^f2637232-b967-4793-bbaa-3e873719079a:[0-9a-f]{64}$/);
});

test('the warning about a token for nobody goes to the client’s logger, or else to the console', () => {
  const logger = { warn: vi.fn() };
  const console = vi.spyOn(globalThis.console, 'warn').mockImplementation(() => {});
  new Vortex({ apiKey: KEY, logger }).generateToken({});
  expect([logger.warn.mock.calls.length, console.mock.calls.length]).toEqual([1, 0]);
  new Vortex(KEY).generateToken({});
  expect(console).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('user.id'));
  console.mockRestore();
});
