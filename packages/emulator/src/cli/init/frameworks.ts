/** The frameworks that files can be written for; `none` is any runtime that speaks Fetch. */
export const FRAMEWORKS = [
  'next',
  'nuxt',
  'sveltekit',
  'astro',
  'react-router',
  'tanstack-start',
  'solid-start',
  'nestjs',
  'adonisjs',
  'hono',
  'elysia',
  'express',
  'fastify',
  'koa',
  'hapi',
  'bun',
  'deno',
  'workers',
  'none',
] as const;

export type Framework = (typeof FRAMEWORKS)[number];

/** Those that bring others along come first: a Nest or Next app may name Express too. */
const PACKAGES = [
  ['next', 'next'],
  ['nuxt', 'nuxt'],
  ['@sveltejs/kit', 'sveltekit'],
  ['astro', 'astro'],
  ['@tanstack/react-start', 'tanstack-start'],
  ['@react-router/dev', 'react-router'],
  ['@solidjs/start', 'solid-start'],
  ['@nestjs/core', 'nestjs'],
  ['@adonisjs/core', 'adonisjs'],
  ['hono', 'hono'],
  ['elysia', 'elysia'],
  ['express', 'express'],
  ['fastify', 'fastify'],
  ['koa', 'koa'],
  ['@hapi/hapi', 'hapi'],
] as const;

/** What a project without any of them runs on, by a file that lies beside package.json. */
const PLATFORMS = [
  ['wrangler.jsonc', 'workers'],
  ['wrangler.json', 'workers'],
  ['wrangler.toml', 'workers'],
  ['deno.json', 'deno'],
  ['deno.jsonc', 'deno'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['bunfig.toml', 'bun'],
] as const;

/** Frameworks and platforms whose projects are in TypeScript, whether it is named or not. */
export const ALWAYS_TYPED: readonly Framework[] = ['nestjs', 'adonisjs', 'bun', 'deno'];

/** Platforms that take ES modules, whatever package.json says. */
export const ALWAYS_MODULES: readonly Framework[] = ['bun', 'deno', 'workers'];

/** Which it is, by what package.json names and what lies beside it. */
export function frameworkOf(dependsOn: (name: string) => boolean, has: (path: string) => boolean): Framework {
  const named = PACKAGES.find(([name]) => dependsOn(name))?.[1] ?? PLATFORMS.find(([file]) => has(file))?.[1];
  return named ?? (dependsOn('@types/bun') ? 'bun' : 'none');
}
