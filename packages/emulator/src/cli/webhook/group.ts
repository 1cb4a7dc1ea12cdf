import type { CommandGroup } from '../command.ts';
import { add } from './add.ts';
import { list } from './list.ts';
import { pause, resume } from './pause.ts';
import { remove } from './remove.ts';
import { rotate } from './rotate.ts';
import { sign } from './sign.ts';
import { verify } from './verify.ts';

/** `vortex webhook`. */
export const webhook: CommandGroup = {
  summary: 'sign and check webhook bodies; webhooks of a running emulator',
  commands: { sign, verify, list, add, pause, resume, rotate, remove },
  examples: [
    'vortex webhook sign body.json',
    'vortex webhook verify body.json --signature 9c0f...',
    'vortex webhook add http://127.0.0.1:3000/webhooks/vortex',
    'vortex webhook pause http://127.0.0.1:3000/webhooks/vortex',
  ],
};
