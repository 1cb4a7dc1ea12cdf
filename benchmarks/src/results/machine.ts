import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { home } from '../home.ts';

/** Where and with what a contest ran. No name of the machine. */
export interface Surroundings {
  readonly machine: string;
  readonly node: string;
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  /** `2026-11-29`. */
  readonly date: string;
}

export function surroundings(peers: readonly string[]): Surroundings {
  return {
    machine: machine(),
    node: process.versions.node,
    versions: Object.fromEntries(peers.map((name) => [name, version(name)])),
    date: new Date().toISOString().slice(0, 10),
  };
}

export function machine(): string {
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  return `${cpus().length} cores of ${model}, ${Math.round(totalmem() / 1024 ** 3)} GB of memory`;
}

/** Of a package that this one depends on, from its manifest, which it need not export. */
function version(name: string): string {
  const paths = createRequire(join(home(), 'package.json')).resolve.paths(name) ?? [];
  for (const folder of paths) {
    try {
      return JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')).version;
    } catch {
      // In another folder above.
    }
  }
  throw new Error(
    `A contest names "${name}" among its peers, and it is not installed. Add it to benchmarks/package.json in ${dirname(home())}.`,
  );
}
