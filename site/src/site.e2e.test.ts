import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromiumIsMissing, launchChromium } from '@vortex/test-support/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pages } from './content.ts';
import { SITE } from './root.ts';

const OUT = join(SITE, 'dist');
const skip = chromiumIsMissing('the site');

const all = pages();

// The command itself, as people run it.
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(SITE, 'src/site.ts'), 'build'], { maxBuffer: 1e8 });
}, 300_000);

describe('the built site', () => {
  test.each(all.map(({ path }) => path))('has %s as a page and as Markdown', (path) => {
    expect(readFileSync(join(OUT, path), 'utf8')).toMatch(/^# |\n# /);
    expect(readFileSync(join(OUT, path.replace(/\.md$/, '.html')), 'utf8')).toContain('<h1');
  });

  test('lists in llms.txt what is there', () => {
    const links = [...readFileSync(join(OUT, 'llms.txt'), 'utf8').matchAll(/\]\((.*?)\)/g)].map(
      ([, link = '']) => link,
    );
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !existsSync(join(OUT, link)))).toEqual([]);
  });

  test('has an API reference of every package', () => {
    const index = readFileSync(join(OUT, 'api/index.html'), 'utf8');
    const packages = ['core', 'express', 'fastify', 'hono', 'nestjs', 'next', 'emulator'];
    expect(packages.filter((name) => !index.includes(`${name}/src`) && !index.includes(`@vortex/${name}`))).toEqual([]);
  });
});

describe.skipIf(skip)('the site in a browser', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://site').pathname;
      const file = join(OUT, path.endsWith('/') ? `${path}index.html` : path);
      if (!file.startsWith(OUT) || !existsSync(file)) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      return response.end(readFileSync(file));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const views = [1280, 390].flatMap((width) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      [
        '/',
        '/reference/errors.html',
        '/packages/express.html',
        '/guides/authentication.html',
        '/guides/production.html',
      ].map((path) => ({ width, colorScheme, path })),
    ),
  );

  test.each(views)('$path at $width, $colorScheme: complete, accessible, nothing from elsewhere', async (view) => {
    const { width, colorScheme, path } = view;
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const troubles = watched(page, origin);
    await page.goto(origin + path, { waitUntil: 'networkidle' });
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test('finds an error code without a network, and goes there', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const troubles = watched(page, origin);
    await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
    await page.locator('.DocSearch-Button').click();
    await page.locator('#localsearch-input').fill('claim_lost');
    await page.locator('#localsearch-list a[href*="errors.html#claim_lost"]').first().click();
    await page.getByRole('heading', { name: 'claim_lost' }).waitFor();
    expect(page.url()).toContain('/reference/errors.html#claim_lost');
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** What goes wrong in a page, and what it asks other hosts for. */
function watched(page: Page, origin: string): string[] {
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) troubles.push(url);
  });
  return troubles;
}

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }> };
    };
    const { violations: found } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`);
  });
}
