import { CLI } from '../../shared/cli-name.ts';
import type { CommandGroup } from '../shell/command.ts';
import { add } from './add.ts';
import { list } from './list.ts';
import { pause, resume } from './pause.ts';
import { remove } from './remove.ts';
import { rotate } from './rotate.ts';
import { sign } from './sign.ts';
import { verify } from './verify.ts';

/** `webhook`. */
export const webhook: CommandGroup = {
  summary: 'sign and verify webhook bodies; webhook endpoints of a running emulator',
  commands: { sign, verify, list, add, pause, resume, rotate, remove },
  examples: [
    `${CLI} webhook sign body.json`,
    `${CLI} webhook verify body.json --signature 9c0f...`,
    `${CLI} webhook add http://127.0.0.1:3000/webhooks/vortex`,
    `${CLI} webhook pause http://127.0.0.1:3000/webhooks/vortex`,
  ],
};
