import { webhooks } from '@polar-sh/sdk/2026-04';
import { type Peer, SECRET } from './peer.ts';
import { standardHeaders } from './standard-headers.ts';

/** It refuses types that are not its own: the event gets one of the same length. */
const retyped = (body: Buffer): Buffer =>
  Buffer.from(body.toString('utf8').replace('"invitation.accepted"', '"subscription.active"'));

export const polar: Peer = {
  name: '@polar-sh/sdk',
  prepare(body, signed = body) {
    const sent = retyped(body);
    // It takes the characters of its secret as the key.
    const headers = standardHeaders(retyped(signed), 'webhook', Buffer.from(SECRET).toString('base64'));
    return () => webhooks.validateEvent(sent, headers, SECRET);
  },
};
