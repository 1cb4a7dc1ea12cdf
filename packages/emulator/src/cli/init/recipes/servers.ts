import adonis from '../../../../../../tests/frameworks/adonis/app/vortex/vortex.ts?text';
import bun from '../../../../../../tests/frameworks/bun-serve/vortex.ts?text';
import deno from '../../../../../../tests/frameworks/deno-serve/vortex.ts?text';
import elysia from '../../../../../../tests/frameworks/elysia/vortex.ts?text';
import hapi from '../../../../../../tests/frameworks/hapi/vortex.ts?text';
import koa from '../../../../../../tests/frameworks/koa/vortex.ts?text';
import workers from '../../../../../../tests/frameworks/workers/vortex.ts?text';
import type { TestedFramework } from './tested.ts';

const REQUEST = { type: 'Request', parameter: 'request' };
const options = 'vortex-options';

/** Servers whose handlers are mounted by a line of the app. */
export const SERVERS: Readonly<
  Record<'adonisjs' | 'elysia' | 'koa' | 'hapi' | 'bun' | 'deno' | 'workers', TestedFramework>
> = {
  adonisjs: {
    name: 'AdonisJS',
    port: 3333,
    bundled: true,
    request: { from: '@adonisjs/core/http', type: 'HttpContext', parameter: 'ctx' },
    options: 'app/vortex/vortex-options',
    files: { 'app/vortex/vortex': adonis },
    steps: () => [
      {
        say: "In start/kernel.ts, use this instead of '@adonisjs/core/bodyparser_middleware':",
        code: [
          "() => import('../app/vortex/vortex.ts').then(({ BodyParserBesideVortex }) => ({ default: BodyParserBesideVortex })),",
        ],
      },
      {
        say: 'Mount the handlers in start/routes.ts; if config/shield.ts enables csrf, exempt both paths there:',
        code: [
          "import { routes, webhook } from '../app/vortex/vortex.ts';",
          "router.any('/webhooks/vortex', webhook);",
          "router.any('/api/vortex', routes);",
          "router.any('/api/vortex/*', routes);",
        ],
      },
    ],
  },
  elysia: {
    name: 'Elysia',
    request: { from: 'elysia', type: 'Context', parameter: 'context' },
    options,
    files: { vortex: elysia },
    steps: (line) => [{ say: 'Use it in your app, after your session middleware:', code: [line, 'app.use(vortex);'] }],
  },
  koa: {
    name: 'Koa',
    request: { from: 'koa', type: 'Context', parameter: 'ctx' },
    options,
    files: { vortex: koa },
    steps: (line) => [
      {
        say: 'Use it in your app, before a body parser and after your session middleware:',
        code: [line, 'app.use(vortex);'],
      },
    ],
  },
  hapi: {
    name: 'hapi',
    request: { from: '@hapi/hapi', type: 'Request', parameter: 'request' },
    options,
    files: { vortex: hapi },
    steps: (line) => [{ say: 'Register it in your app:', code: [line, 'await server.register(vortex);'] }],
  },
  bun: {
    name: 'Bun.serve',
    request: REQUEST,
    options,
    files: { vortex: bun },
    steps: (line) => [
      { say: 'Spread it into the routes of your app:', code: [line, 'Bun.serve({ routes: { ...vortex } });'] },
    ],
  },
  deno: {
    name: 'Deno.serve',
    port: 8000,
    request: REQUEST,
    options,
    files: { vortex: deno },
    steps: (line) => [
      {
        say: 'Call it first:',
        code: [line, "Deno.serve((request) => vortex(request) ?? new Response('not found', { status: 404 }));"],
      },
    ],
  },
  workers: {
    name: 'Workers',
    port: 8787,
    request: REQUEST,
    options,
    files: { vortex: workers },
    steps: (line) => [
      {
        say: 'Call it first; the secrets are read from process.env, which a Worker fills with its bindings (compatibility date 2025-04-01 and nodejs_compat, or newer):',
        code: [
          line,
          'export default {',
          "  fetch: (request, env, context) => vortex(request, context) ?? new Response('not found', { status: 404 }),",
          '};',
        ],
      },
    ],
  },
};
