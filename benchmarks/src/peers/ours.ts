import { VortexWebhooks } from '@vortex/core';
import { signWebhook } from '@vortex/core/testing';
import { type Peer, SECRET } from './peer.ts';

export const ours: Peer = {
  name: '@vortex/core',
  prepare(body, signed = body) {
    const webhooks = new VortexWebhooks({ secret: SECRET });
    const signature = signWebhook(signed, SECRET);
    return () => webhooks.constructEvent(body, signature);
  },
};
