import { readFileSync } from 'node:fs';
import { defineConfig, type UserConfig } from 'tsdown';

/** What every package's build shares: ESM and CommonJS from one source, with declarations for both. */
export interface PackageBuild {
  /** Entry files by output name. */
  readonly entry: Record<string, string>;
  /** Leave the CommonJS files out (a package that is ESM only). */
  readonly esmOnly?: boolean;
  /** Development dependencies of which a little travels inside all files: an import of their own would cost more at every start. */
  readonly bundle?: readonly string[];
  /** ESM-only dependencies that must travel inside the CommonJS files: `require` of ESM fails under Jest. */
  readonly bundleInCommonJs?: readonly string[];
}

/** The tsdown configuration of one package of this house. Run from the package's folder. */
export function packageBuild({
  entry,
  esmOnly = false,
  bundle = [],
  bundleInCommonJs = [],
}: PackageBuild): UserConfig[] {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const shared: UserConfig = {
    entry,
    platform: 'neutral',
    target: 'es2022',
    fixedExtension: true,
    dts: { tsconfig: 'tsconfig.json' },
    clean: false,
    // Every file read costs a cold start about a millisecond: what most entries share is one file. Not the declarations,
    // which would travel in it.
    outputOptions: { codeSplitting: { groups: [{ name: 'shared', test: /(?<!\.d)\.[jt]s$/, minShareCount: 4 }] } },
    define: { __PACKAGE_VERSION__: JSON.stringify(version) },
  };
  // What is no dependency, tsdown bundles, and only `onlyBundle` makes that an error: a development dependency would
  // travel in the files, where nothing tells of it any more.
  const esm: UserConfig = { ...shared, format: 'esm', deps: bundling(bundle) };
  if (esmOnly) return defineConfig([esm]) as UserConfig[];
  const cjs: UserConfig = { ...shared, format: 'cjs', deps: bundling([...bundle, ...bundleInCommonJs]) };
  return defineConfig([esm, cjs]) as UserConfig[];
}

function bundling(names: readonly string[]): NonNullable<UserConfig['deps']> {
  return { alwaysBundle: names.map(withSubpaths), onlyBundle: [...names] };
}

/** A package's name alone would leave `name/sub.js` outside. */
function withSubpaths(name: string): RegExp {
  return new RegExp(`^${name}(/|$)`);
}
