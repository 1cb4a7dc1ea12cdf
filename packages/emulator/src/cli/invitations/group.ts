import type { CommandGroup } from '../command.ts';
import { list } from './list.ts';
import { show } from './show.ts';

/** `vortex invitations`. */
export const invitations: CommandGroup = {
  summary: 'invitations of a running emulator',
  commands: { list, show },
  examples: ['vortex invitations list --status accepted', 'vortex invitations show 0b9a62c4-...'],
};
