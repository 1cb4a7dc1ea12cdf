import { Stripe } from 'stripe';
import { type Peer, SECRET } from './peer.ts';

export const stripe: Peer = {
  name: 'stripe',
  prepare(body, signed = body) {
    const { webhooks } = Stripe;
    const header = webhooks.generateTestHeaderString({ payload: signed.toString('utf8'), secret: SECRET });
    return () => webhooks.constructEvent(body, header, SECRET);
  },
};
