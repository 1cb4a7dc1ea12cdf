import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { signWebhook } from '@vortex/core/testing';
import { type Peer, SECRET } from './peer.ts';

/** The least that verifying and reading a webhook costs. */
export const byHand: Peer = {
  name: 'by hand',
  prepare(body, signed = body) {
    const key = createSecretKey(SECRET, 'utf8');
    const signature = signWebhook(signed, SECRET);
    return () => {
      const expected = createHmac('sha256', key).update(body).digest();
      if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) throw new Error('wrong signature');
      return JSON.parse(body.toString('utf8'));
    };
  },
};
