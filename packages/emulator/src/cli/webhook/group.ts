import type { CommandGroup } from '../command.ts';
import { sign } from './sign.ts';
import { verify } from './verify.ts';

/** `vortex webhook`. */
export const webhook: CommandGroup = {
  summary: 'sign and check webhook bodies',
  commands: { sign, verify },
  examples: ['vortex webhook sign body.json', 'vortex webhook verify body.json --signature 9c0f...'],
};
