import { Webhook } from 'standardwebhooks';
import { BASE64_SECRET, type Peer } from './peer.ts';
import { standardHeaders } from './standard-headers.ts';

export const standardwebhooks: Peer = {
  name: 'standardwebhooks',
  prepare(body, signed = body) {
    const webhook = new Webhook(BASE64_SECRET);
    const headers = standardHeaders(signed, 'webhook');
    return () => webhook.verify(body, headers);
  },
};
