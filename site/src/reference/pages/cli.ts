import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../root.ts';
import { code, page } from '../markdown.ts';

const PROGRAM = join(ROOT, 'packages/emulator/dist/cli.mjs');

/** docs/reference/cli.md: what the program itself says of each command. */
export function cli(): string {
  return page(
    '# CLI',
    'The commands of `@vortex/emulator`. Install it as a development dependency and run `npx @vortex/emulator COMMAND`: the ' +
      'bare name `vortex` on npm is another package. The texts below are those of `--help`.',
    ...commands([]).flatMap((path) => [
      `${path.length < 2 ? '##' : '###'} ${path.length === 0 ? 'npx @vortex/emulator' : path.join(' ')}`,
      code(help(path), 'text'),
    ]),
  );
}

/** A command and all below it. */
function commands(path: readonly string[]): (readonly string[])[] {
  const [, list = ''] = /\nCommands:\n(.*?)(?:\n\n|$)/s.exec(help(path)) ?? [];
  const names = [...list.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name);
  return [path, ...names.flatMap((name) => commands([...path, name]))];
}

function help(path: readonly string[]): string {
  return execFileSync(process.execPath, [PROGRAM, ...path, '--help'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  }).trimEnd();
}
