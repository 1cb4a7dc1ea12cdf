import OpenAI from 'openai';
import { BASE64_SECRET, type Peer } from './peer.ts';
import { standardHeaders } from './standard-headers.ts';

/** Takes a string. */
export const openai: Peer = {
  name: 'openai',
  prepare(body, signed = body) {
    const { webhooks } = new OpenAI({ apiKey: 'not used', webhookSecret: BASE64_SECRET });
    const headers = standardHeaders(signed, 'webhook');
    return () => webhooks.unwrap(body.toString('utf8'), headers);
  },
};
