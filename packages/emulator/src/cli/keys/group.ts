import type { CommandGroup } from '../command.ts';
import { create } from './create.ts';
import { list } from './list.ts';
import { revoke } from './revoke.ts';

/** `vortex keys`. */
export const keys: CommandGroup = {
  summary: 'API keys of a running emulator',
  commands: { list, create, revoke },
  examples: ['vortex keys create --label staging', 'vortex keys list --json'],
};
