import { CLI } from '../../shared/cli-name.ts';
import type { CommandGroup } from '../shell/command.ts';
import { list } from './list.ts';
import { resend } from './resend.ts';

/** `deliveries`. */
export const deliveries: CommandGroup = {
  summary: 'webhook deliveries of a running emulator',
  commands: { list, resend },
  examples: [`${CLI} deliveries list --status failed`, `${CLI} deliveries resend 1f6e0a5c-...`],
};
