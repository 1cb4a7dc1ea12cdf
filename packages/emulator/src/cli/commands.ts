import { CLI } from '../shared/cli-name.ts';
import { completionOf } from './completion/completion.ts';
import { deliveries } from './deliveries/group.ts';
import { dev } from './dev/dev.ts';
import { doctor } from './doctor/doctor.ts';
import { env } from './env/env.ts';
import { init } from './init/init.ts';
import { invitations } from './invitations/group.ts';
import { keys } from './keys/group.ts';
import { listen } from './listen.ts';
import { outbox } from './outbox.ts';
import { reset } from './reset.ts';
import type { CommandGroup } from './shell/command.ts';
import { time } from './time.ts';
import { token } from './token/group.ts';
import { trigger } from './trigger/trigger.ts';
import { webhook } from './webhook/group.ts';

/** The table of all commands. */
export const VORTEX: CommandGroup = {
  summary: 'Vortex Cloud on your own machine',
  commands: {
    init,
    dev,
    env,
    doctor,
    listen,
    trigger,
    token,
    webhook,
    deliveries,
    invitations,
    outbox,
    keys,
    time,
    reset,
    completion: completionOf(() => VORTEX),
  },
  examples: [
    `${CLI} init`,
    `${CLI} dev --webhook http://127.0.0.1:3000/webhooks/vortex`,
    `${CLI} dev --webhook http://127.0.0.1:3000/webhooks/vortex -- npm run dev`,
    `${CLI} trigger invitation.accepted --to http://127.0.0.1:3000/webhooks/vortex`,
    `${CLI} doctor --app http://127.0.0.1:3000/webhooks/vortex`,
  ],
};
