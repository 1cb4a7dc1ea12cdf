import { Webhook } from 'svix';
import { BASE64_SECRET, type Peer } from './peer.ts';
import { standardHeaders } from './standard-headers.ts';

/** Does not parse: JSON.parse follows by hand. */
export const svix: Peer = {
  name: 'svix',
  prepare(body, signed = body) {
    const webhook = new Webhook(BASE64_SECRET);
    const headers = standardHeaders(signed, 'svix');
    return () => {
      webhook.verify(body, headers);
      return JSON.parse(body.toString('utf8'));
    };
  },
};
