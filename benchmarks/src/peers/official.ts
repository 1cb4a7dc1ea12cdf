import { VortexWebhooks } from '@teamvortexsoftware/vortex-node-22-sdk';
import { signWebhook } from '@vortex/core/testing';
import { type Peer, SECRET } from './peer.ts';

export const official: Peer = {
  name: 'official',
  prepare(body, signed = body) {
    const webhooks = new VortexWebhooks({ secret: SECRET });
    const signature = signWebhook(signed, SECRET);
    return () => webhooks.constructEvent(body, signature);
  },
};
