import { CLI } from '../../shared/cli-name.ts';
import type { CommandGroup } from '../shell/command.ts';
import { accept } from './accept.ts';
import { create } from './create.ts';
import { list } from './list.ts';
import { revoke } from './revoke.ts';
import { show } from './show.ts';

/** `invitations`. */
export const invitations: CommandGroup = {
  summary: 'invitations of a running emulator',
  commands: { list, show, create, accept, revoke },
  examples: [
    `${CLI} invitations create --email grace@example.com --scope team:42`,
    `${CLI} invitations list --status accepted`,
    `${CLI} invitations accept 0b9a62c4-5d0c-4be2-9d5c-1df1b9c1c6a8`,
  ],
};
