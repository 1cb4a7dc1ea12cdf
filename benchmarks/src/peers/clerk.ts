import { verifyWebhook } from '@clerk/backend/webhooks';
import { BASE64_SECRET, type Peer } from './peer.ts';
import { standardHeaders } from './standard-headers.ts';

/** Reads a Request. It gets an object with the headers and text() of one, so that making a Request is not counted. */
export const clerk: Peer = {
  name: '@clerk/backend',
  prepare(body, signed = body) {
    const headers = new Headers(standardHeaders(signed, 'svix'));
    const request = { headers, text: async () => body.toString('utf8') } as Request;
    return () => verifyWebhook(request, { signingSecret: BASE64_SECRET });
  },
};
