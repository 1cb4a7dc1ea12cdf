import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { commandsOf } from '../../../test/support/command-list.ts';
import { vortexHere } from '../../../test/support/in-process.ts';
import { flagOf } from '../shell/command.ts';

const scriptOf = async (shell: string) => (await vortexHere(['completion', shell])).out;
const isThere = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

/** What bash would offer for the last of these words. */
function offered(script: string, ...words: string[]): string[] {
  const line = words.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _vortex; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', `${script}\n${ask}`], { encoding: 'utf8' })
    .trim()
    .split('\n');
}

it('completes commands and options in bash', async () => {
  const bash = await scriptOf('bash');
  expect(offered(bash, 'vortex', 'tr')).toEqual(['trigger']);
  expect(offered(bash, 'vortex', 'invitations', '')).toEqual(['list', 'show', 'create', 'accept', 'revoke']);
  expect(offered(bash, 'vortex', 'invitations', 'create', '--sc')).toEqual(['--scope', '--scope-name']);
  expect(offered(bash, 'vortex', 'dev', '--port', '1', '--web')).toEqual(['--webhook']);
  expect(offered(bash, 'vortex', 'fly', '')).toEqual(['']);
});

it.each(['bash', 'zsh', 'fish'])('knows every option of every command in %s', async (shell) => {
  const script = await scriptOf(shell);
  const missing = commandsOf().flatMap(([path, { options }]) =>
    Object.keys(options)
      .filter((name) => !script.includes(shell === 'fish' ? `-l ${flagOf(name).slice(2)} ` : flagOf(name)))
      .map((name) => `${path} ${name}`),
  );
  expect(missing).toEqual([]);
});

it.for(['bash', 'zsh', 'fish'])('is a script that %s can read', async (shell, { skip }) => {
  skip(!isThere(shell), `${shell} is not installed`);
  // A file: fish checks nothing that comes on stdin.
  const folder = mkdtempSync(join(tmpdir(), 'vortex-completion-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'script');
  writeFileSync(file, await scriptOf(shell));
  const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

it('completes commands and options in fish', async ({ skip }) => {
  skip(!isThere('fish'), 'fish is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'vortex-completion-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'vortex.fish'), await scriptOf('fish'));
  const offers = (line: string) => {
    const script = `source ${join(folder, 'vortex.fish')}; complete -C '${line}'`;
    const { stdout } = spawnSync('fish', ['--no-config', '-c', script], { encoding: 'utf8', cwd: folder });
    return stdout
      .trim()
      .split('\n')
      .map((offer) => offer.split('\t')[0]);
  };
  expect(offers('vortex tr')).toEqual(['trigger']);
  expect(offers('vortex invitations re')).toEqual(['revoke']);
  expect(offers('vortex invitations create --sc')).toEqual(['--scope', '--scope-name']);
});

it('ends with 2 for another shell', async () => {
  expect(await vortexHere(['completion', 'tcsh'])).toMatchObject({
    code: 2,
    error: expect.stringContaining('one of bash, zsh, fish; got "tcsh"'),
  });
});
