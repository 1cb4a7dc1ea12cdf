import { CLI } from '../../shared/cli-name.ts';
import { type Command, type CommandGroup, command } from '../shell/command.ts';
import { EXIT, UsageError } from '../shell/terminal.ts';
import { SHELLS } from './shells.ts';

/**
 * `completion`.
 *
 * @param root - Gives the table of all commands, in which this one stands itself.
 */
export const completionOf = (root: () => CommandGroup): Command =>
  command({
    summary: 'print a shell completion script for bash, zsh or fish',
    about:
      'Prints a script that completes the commands and options of `vortex` in bash, zsh or fish. It needs an installed `vortex` (npm install --global @vortex/emulator, or node_modules/.bin on the PATH).',
    argument: { name: 'SHELL', about: 'bash, zsh or fish' },
    options: {},
    exits: { 0: 'printed', 2: 'wrong usage' },
    examples: [
      `${CLI} completion bash >> ~/.bashrc`,
      `${CLI} completion zsh >> ~/.zshrc`,
      `${CLI} completion fish > ~/.config/fish/completions/vortex.fish`,
    ],
    async run({ argument: shell }, terminal) {
      const script = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
      if (!script) {
        throw new UsageError(`SHELL must be one of ${Object.keys(SHELLS).join(', ')}; got ${JSON.stringify(shell)}.`);
      }
      terminal.out(script(root()));
      return EXIT.ok;
    },
  });
