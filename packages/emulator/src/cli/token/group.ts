import type { CommandGroup } from '../command.ts';
import { create } from './create.ts';
import { inspect } from './inspect.ts';
import { verify } from './verify.ts';

/** `vortex token`. */
export const token: CommandGroup = {
  summary: 'make and check component tokens',
  commands: { create, inspect, verify },
  examples: [
    'vortex token create --user user-123 --email ada@example.com --expires-in 1h',
    'vortex token create --user user-123 | vortex token inspect',
  ],
};
