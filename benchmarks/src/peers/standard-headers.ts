import { Webhook } from 'standardwebhooks';
import { BASE64_SECRET } from './peer.ts';

/**
 * The headers of Standard Webhooks for a body that is sent now. Svix's have another prefix and the same values. The
 * secret is base64.
 */
export function standardHeaders<Prefix extends string>(
  signed: Buffer,
  prefix: Prefix,
  secret = BASE64_SECRET,
): Record<`${Prefix}-${'id' | 'timestamp' | 'signature'}`, string> {
  const now = new Date();
  const signature = new Webhook(secret).sign('msg_1', now, signed.toString('utf8'));
  const seconds = Math.floor(now.getTime() / 1000).toString();
  return { [`${prefix}-id`]: 'msg_1', [`${prefix}-timestamp`]: seconds, [`${prefix}-signature`]: signature } as never;
}
