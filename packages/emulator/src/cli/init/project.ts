import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, EXIT } from '../shell/terminal.ts';

/** The frameworks that files can be written for; `none` is any runtime that speaks Fetch. */
export const FRAMEWORKS = ['next', 'nestjs', 'hono', 'express', 'fastify', 'none'] as const;

export type Framework = (typeof FRAMEWORKS)[number];

/** How the project's own files are written. */
export type Language = 'typescript' | 'module' | 'commonjs';

/** What was found out about the project in a folder. */
export interface Project {
  readonly folder: string;
  readonly framework: Framework;
  readonly language: Language;
  /** What the app's own imports end with: Node wants it in ES modules, and Jest does not know it elsewhere. */
  readonly importExtension: '.js' | '';
  /** The command that adds a package: `npm install`, `pnpm add`, ... */
  readonly install: string;
  /** Whether package.json names a package. */
  readonly dependsOn: (name: string) => boolean;
  /** Whether something is there, by its path below the folder. */
  readonly has: (path: string) => boolean;
}

/** Those that bring others along come first: a Nest or Next app may name Express too. */
const PACKAGES = [
  ['next', 'next'],
  ['@nestjs/core', 'nestjs'],
  ['hono', 'hono'],
  ['express', 'express'],
  ['fastify', 'fastify'],
] as const;

const LOCKFILES = [
  ['pnpm-lock.yaml', 'pnpm add'],
  ['yarn.lock', 'yarn add'],
  ['bun.lock', 'bun add'],
  ['bun.lockb', 'bun add'],
] as const;

/** Looks at package.json and what lies beside it. */
export function findProject(folder: string, chosen: Framework | undefined): Project {
  const has = (path: string): boolean => existsSync(join(folder, path));
  const manifest = readManifest(folder, has);
  const dependencies = { ...fieldsOf(manifest.devDependencies), ...fieldsOf(manifest.dependencies) };
  const framework = chosen ?? PACKAGES.find(([name]) => name in dependencies)?.[1] ?? 'none';
  const typescript = framework === 'nestjs' || has('tsconfig.json') || 'typescript' in dependencies;
  return {
    folder,
    framework,
    language: typescript ? 'typescript' : manifest.type === 'module' ? 'module' : 'commonjs',
    importExtension: manifest.type === 'module' ? '.js' : '',
    install: LOCKFILES.find(([file]) => has(file))?.[1] ?? 'npm install',
    dependsOn: (name) => name in dependencies,
    has,
  };
}

function readManifest(folder: string, has: (path: string) => boolean): Readonly<Record<string, unknown>> {
  if (!has('package.json')) {
    throw new CommandError('there is no package.json here; go to the folder of your app first.', EXIT.usage);
  }
  try {
    return fieldsOf(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`package.json can't be read: ${reason}.`, EXIT.usage, { cause });
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
