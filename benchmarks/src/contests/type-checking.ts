import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Contest } from '../frame/contest.ts';
import { samples } from '../frame/samples.ts';
import { home } from '../home.ts';

const OPTIONS = [
  ...['--ignoreConfig', '--noEmit', '--extendedDiagnostics', '--strict', '--skipLibCheck', '--experimentalDecorators'],
  ...['--target', 'es2023', '--module', 'nodenext', '--types', 'node'],
];

export default {
  title: 'Type checking',
  about:
    'What tsc does with a small program: a typed Hono client (`hc`) of our routes, and a Nest app with our module, beside the ' +
    'same routes written by hand over the official client, and beside one route of the framework alone.',
  peers: ['typescript', 'hono', '@nestjs/common', '@teamvortexsoftware/vortex-node-22-sdk'],
  seconds: 40,
  cases(tools) {
    const tsc = createRequire(join(home(), 'package.json')).resolve('typescript/bin/tsc');
    const check = (program: string) => () => diagnostics(tsc, program);
    const one = (name: string, framework: 'hono' | 'nest') =>
      samples(tools, {
        name,
        measures: [
          { name: 'check time', unit: 'ms' },
          { name: 'instantiations', unit: 'count' },
          { name: 'types', unit: 'count' },
        ],
        rounds: 3,
        sides: {
          [`@vortex/${framework === 'nest' ? 'nestjs' : framework}`]: check(`${framework}-ours`),
          'by hand': check(`${framework}-by-hand`),
          alone: check(`${framework}-alone`),
        },
      });
    return [one('Hono with hc', 'hono'), one('Nest', 'nest')];
  },
} satisfies Contest;

function diagnostics(tsc: string, program: string) {
  const args = [tsc, ...OPTIONS, join(home(), 'types', `${program}.ts`)];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: home() });
  if (status !== 0) throw new Error(`types/${program}.ts has errors:\n${stdout}`);
  const figure = (name: string): number => {
    const found = new RegExp(`^${name}: +([\\d.]+)`, 'm').exec(stdout)?.[1];
    if (found === undefined) throw new Error(`tsc does not say "${name}".`);
    return Number(found);
  };
  return {
    'check time': figure('Check time') * 1000,
    instantiations: figure('Instantiations'),
    types: figure('Types'),
  };
}
