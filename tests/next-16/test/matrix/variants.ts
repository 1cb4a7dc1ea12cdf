import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustBuild, type Served, startNext, startStandalone } from '@vortex/test-support/next-app';

const project = fileURLToPath(new URL('../..', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** One way to set an app up. Each is a build, so each has several properties. */
export interface Variant {
  readonly name: string;
  readonly bundler: 'turbopack' | 'webpack';
  /** Whether a `proxy.ts` that matches everything reads each body before the route does. */
  readonly proxy: boolean;
  readonly config: Settings;
}

/** A part of Next's own type, which would change that of `process.env` here. The build checks the names. */
interface Settings {
  readonly cacheComponents?: boolean;
  readonly partialPrefetching?: boolean;
  readonly typedRoutes?: boolean;
  readonly reactCompiler?: boolean;
  readonly basePath?: string;
  readonly trailingSlash?: boolean;
  readonly output?: 'standalone';
}

const TODAY: Settings = { cacheComponents: true, partialPrefetching: true };

/** Each setting is on at least once beside Cache Components, and each bundler has an app with the proxy and one without. */
export const variants: readonly Variant[] = [
  {
    name: 'as create-next-app makes it, with typed routes and the React Compiler',
    bundler: 'turbopack',
    proxy: false,
    config: { ...TODAY, typedRoutes: true, reactCompiler: true },
  },
  {
    name: 'standalone behind a proxy, with a base path and trailing slashes',
    bundler: 'turbopack',
    proxy: true,
    config: { ...TODAY, output: 'standalone', basePath: '/base', trailingSlash: true },
  },
  {
    name: 'by webpack behind a proxy, with typed routes and the React Compiler',
    bundler: 'webpack',
    proxy: true,
    config: { ...TODAY, typedRoutes: true, reactCompiler: true },
  },
  {
    name: 'by webpack without Cache Components, with a base path and trailing slashes',
    bundler: 'webpack',
    proxy: false,
    config: { basePath: '/base', trailingSlash: true },
  },
];

/** A variant that is built. */
export interface BuiltVariant {
  /** Where the build and the running app write. */
  readonly written: readonly string[];
  serve(env: Readonly<Record<string, string>>): Promise<Served>;
  remove(): void;
}

/** Copies the app into a folder of its own, without the files that the variant has no use for, and builds it. */
export async function buildVariant({ bundler, proxy, config }: Variant): Promise<BuiltVariant> {
  // Inside the workspace, where the packages are linked: Turbopack follows no link out of its root.
  const folder = mkdtempSync(join(project, '.next-matrix-'));
  const left = config.cacheComponents ? ['app/static'] : ['app/warm', 'app/cached', 'app/unasked'];
  if (!proxy) left.push('proxy.ts');
  const template = join(project, 'matrix');
  cpSync(template, folder, { recursive: true, filter: (path) => !left.includes(relative(template, path)) });
  const whole = { ...config, turbopack: { root }, outputFileTracingRoot: root };
  writeFileSync(
    join(folder, 'next.config.ts'),
    `import type { NextConfig } from 'next';\n\nconst config: NextConfig = ${JSON.stringify(whole)};\n\nexport default config;\n`,
  );
  // As create-next-app's: without a type, or `server.js` would be taken for an ES module.
  writeFileSync(join(folder, 'package.json'), '{ "name": "team", "private": true }\n');
  const elsewhere = mkdtempSync(join(tmpdir(), 'vortex-standalone-'));
  const remove = () => {
    for (const made of [folder, elsewhere]) rmSync(made, { recursive: true, force: true });
  };
  try {
    // No variable of ours is set here: a build needs none.
    await mustBuild({ folder, env: { NO_COLOR: '1' }, buildArgs: [`--${bundler}`] });
  } catch (error) {
    remove();
    throw error;
  }
  const standalone = config.output === 'standalone';
  const home = standalone ? join(elsewhere, relative(root, folder)) : folder;
  return {
    written: [...new Set([folder, home])].map((place) => join(place, '.next')),
    remove,
    serve: (env) => {
      if (!standalone) return startNext({ folder, env });
      // Out of the repository, so that whatever was not brought along is missing. Next leaves what browsers load to be copied.
      cpSync(join(folder, '.next/standalone'), elsewhere, { recursive: true, verbatimSymlinks: true });
      cpSync(join(folder, '.next/static'), join(home, '.next/static'), { recursive: true });
      return startStandalone({ folder: home, env });
    },
  };
}
