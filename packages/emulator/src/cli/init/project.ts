import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, EXIT } from '../shell/terminal.ts';
import { ALWAYS_MODULES, ALWAYS_TYPED, type Framework, frameworkOf } from './frameworks.ts';

/** How the project's own files are written. */
export type Language = 'typescript' | 'module' | 'commonjs';

/** What was found out about the project in a folder. */
export interface Project {
  readonly folder: string;
  readonly framework: Framework;
  readonly language: Language;
  /**
   * What the app's own imports end with: Node wants `.js` in ES modules, the file's own where it runs TypeScript as it is,
   * and Jest knows neither elsewhere.
   */
  readonly importExtension: '.js' | '.ts' | '';
  /** Where the script `dev` has the development server listen, if it says so. */
  readonly port: number | undefined;
  /** The command that adds a package: `npm install`, `pnpm add`, ... */
  readonly install: string;
  /** Whether package.json names a package. */
  readonly dependsOn: (name: string) => boolean;
  /** Whether something is there, by its path below the folder. */
  readonly has: (path: string) => boolean;
}

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
  const framework = chosen ?? frameworkOf((name) => name in dependencies, has);
  const typescript = ALWAYS_TYPED.includes(framework) || has('tsconfig.json') || 'typescript' in dependencies;
  const module = manifest.type === 'module' || ALWAYS_MODULES.includes(framework);
  return {
    folder,
    framework,
    language: typescript ? 'typescript' : module ? 'module' : 'commonjs',
    importExtension: typescript && takesTsImports(folder, framework) ? '.ts' : module ? '.js' : '',
    port: portOf(fieldsOf(manifest.scripts).dev),
    install: LOCKFILES.find(([file]) => has(file))?.[1] ?? 'npm install',
    dependsOn: (name) => name in dependencies,
    has,
  };
}

function portOf(script: unknown): number | undefined {
  const [, port] = /\s(?:--port|-p)[\s=]+(\d+)/.exec(String(script)) ?? [];
  return port === undefined ? undefined : Number(port);
}

/** Whether its TypeScript is run as it is, and imports are of files as they are. */
function takesTsImports(folder: string, framework: Framework): boolean {
  const config = join(folder, 'tsconfig.json');
  return (
    framework === 'deno' ||
    (existsSync(config) &&
      /"(?:allowImportingTs|rewriteRelativeImport)Extensions":\s*true/.test(readFileSync(config, 'utf8')))
  );
}

function readManifest(folder: string, has: (path: string) => boolean): Readonly<Record<string, unknown>> {
  if (!has('package.json')) {
    // Deno needs none.
    if (has('deno.json') || has('deno.jsonc')) return {};
    throw new CommandError("there is no package.json here; change to your app's folder first.", EXIT.usage);
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
