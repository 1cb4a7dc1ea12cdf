import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_WEBHOOK_EVENT_TYPES, Vortex, type VortexErrorCode } from '@vortex/core';
import { createEmulator, type Emulator } from '@vortex/emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../root.ts';
import { EMULATOR_ROUTES } from './emulator-facts.ts';
import { ERROR_FACTS } from './error-facts.ts';
import { referencePages } from './pages.ts';
import { responses } from './responses.ts';
import { errorGroups } from './sources.ts';

const written = (name: string) => readFileSync(join(ROOT, 'docs/reference', name), 'utf8');

describe('docs/reference is what the code says', () => {
  const pages = referencePages();

  test.each(Object.keys(pages))('%s is current (pnpm --filter @vortex/site reference)', (name) => {
    expect(written(name)).toBe(pages[name]);
  });

  test('no page is left over', () => {
    expect(globSync('*.md', { cwd: join(ROOT, 'docs/reference') }).sort()).toEqual(Object.keys(pages).sort());
  });
});

describe('a reader finds', () => {
  test.each(['webhook', 'route'] as const)(
    'the same status for a code in the %s responses and in the error reference',
    (of) => {
      const rows = [...responses(of).matchAll(/^\| (\d{3}) \| (.*?) \|/gm)].flatMap(([, status = '', codes = '']) =>
        [...codes.matchAll(/#(\w+)\)/g)].map(([, code = '']) => ({ status, code: code as VortexErrorCode })),
      );
      expect(rows.length).toBeGreaterThan(10);
      expect(rows.filter(({ status, code }) => !ERROR_FACTS[code].status?.includes(status))).toEqual([]);
    },
  );

  test('every code of webhooks among their responses', () => {
    const text = responses('webhook');
    const answered = errorGroups().Webhooks?.filter((code) => ERROR_FACTS[code].status !== undefined);
    expect(answered?.length).toBeGreaterThan(5);
    expect(answered?.filter((code) => !text.includes(`#${code})`))).toEqual([]);
  });

  test('every error code', () => {
    const codes = Object.values(errorGroups()).flat();
    expect(codes.length).toBeGreaterThan(60);
    expect(codes.filter((code) => !written('errors.md').includes(`\n### ${code}\n`))).toEqual([]);
  });

  test('every event type, with an example that parses', () => {
    const text = written('events.md');
    const bodies = [...text.matchAll(/```json\n(.*?)\n```/gs)].map(([, body = '']) => JSON.parse(body));
    expect(ALL_WEBHOOK_EVENT_TYPES.filter((type) => !bodies.some((body) => body.type === type))).toEqual([]);
  });

  test('every public name of the built packages', () => {
    const text = written('exports.md');
    const names = globSync('tests/packaging/names/*', { cwd: ROOT }).flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^ {2}(\w+) /gm)].map(([, name = '']) => name),
    );
    expect(names.length).toBeGreaterThan(100);
    expect(
      [...new Set(names)].filter((name) => !['default', 'everything'].includes(name) && !text.includes(`\`${name}\``)),
    ).toEqual([]);
  });
});

describe("the emulator's HTTP API", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await createEmulator();
  });
  afterAll(async () => await emulator.close());

  const routes = Object.entries(EMULATOR_ROUTES).flatMap(([group, { routes: all }]) =>
    Object.keys(all).map((route) => ({ group, route })),
  );

  test.each(routes)('$group: $route is there', async ({ group, route }) => {
    const token = new Vortex(emulator.apiKey).generateToken({ user: { id: 'user-1', email: 'ada@example.com' } });
    const signedIn = group === 'Client API' ? { authorization: `Bearer ${token}` } : { 'x-api-key': emulator.apiKey };
    const [method = '', path = ''] = route.split(' ');
    const address = emulator.url + path.replaceAll(/:(\w+)/g, (_, name) => (name === 'channel' ? 'e' : 'none'));
    const response = await fetch(address, {
      method,
      headers: { ...signedIn, 'content-type': 'application/json' },
      redirect: 'manual',
      ...(method === 'POST' && { body: '{}' }),
    });
    const text = await response.text();
    expect(text).not.toContain('route_not_found');
  });

  test('every route of its source is listed', () => {
    const listed = routes.map(({ route }) => route.replaceAll(/:\w+/g, ':x'));
    const found = [
      ...declared('server-api/routes.ts', '/api/v1/invitations'),
      ...declared('client-api/routes.ts', ''),
      ...declared('admin/routes.ts', '/__emulator'),
      ...declared('admin/outbox.ts', '/__emulator/outbox'),
      ...declared('component/route.ts', ''),
      ...declared('pages/links/routes.tsx', ''),
    ];
    expect(found.length).toBeGreaterThan(40);
    expect(found.filter((route) => !listed.includes(route))).toEqual([]);
  });
});

/** `METHOD path` of each call like `app.get('/health', ...)`, its parameters all named alike. */
function declared(file: string, base: string): string[] {
  const source = readFileSync(join(ROOT, 'packages/emulator/src/http', file), 'utf8');
  const calls = source.matchAll(/\b(?:app|api)\.(get|post|delete)\(\s*(?:'([^']*)'|`\$\{lists\}([^`]*)`|lists\b)/g);
  return [...calls].flatMap(([call, verb = '', path, below]) => {
    const lists = ['/by-scope/:x/:x', '/by-group/:x/:x'].map((one) => one + (below ?? ''));
    const paths = path === undefined ? (call.includes('lists') ? lists : []) : [path === '/' ? '' : path];
    return paths.map((one) => `${verb.toUpperCase()} ${base}${one.replaceAll(/:\w+(\{[^}]*\})?/g, ':x')}`);
  });
}
