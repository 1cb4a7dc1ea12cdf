import { CLI } from '../../shared/cli-name.ts';
import type { CommandGroup } from '../shell/command.ts';
import { create } from './create.ts';
import { inspect } from './inspect.ts';
import { verify } from './verify.ts';

/** `token`. */
export const token: CommandGroup = {
  summary: 'create and check component tokens',
  commands: { create, inspect, verify },
  examples: [
    `${CLI} token create --user user-123 --email ada@example.com --expires-in 1h`,
    `${CLI} token create --user user-123 | ${CLI} token inspect`,
  ],
};
