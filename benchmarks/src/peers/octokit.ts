import { Webhooks } from '@octokit/webhooks';
import { signWebhook } from '@vortex/core/testing';
import { type Peer, SECRET } from './peer.ts';

/** Takes a string, and does not parse it: JSON.parse follows by hand. */
export const octokit: Peer = {
  name: '@octokit/webhooks',
  prepare(body, signed = body) {
    const webhooks = new Webhooks({ secret: SECRET });
    const signature = `sha256=${signWebhook(signed, SECRET)}`;
    return async () => {
      const text = body.toString('utf8');
      if (!(await webhooks.verify(text, signature))) throw new Error('wrong signature');
      return JSON.parse(text);
    };
  },
};
