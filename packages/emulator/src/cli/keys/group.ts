import { CLI } from '../../shared/cli-name.ts';
import type { CommandGroup } from '../shell/command.ts';
import { create } from './create.ts';
import { list } from './list.ts';
import { revoke } from './revoke.ts';

/** `keys`. */
export const keys: CommandGroup = {
  summary: 'API keys of a running emulator',
  commands: { list, create, revoke },
  examples: [`${CLI} keys create --label staging`, `${CLI} keys list --json`],
};
