import { createError, defineEventHandler, getRequestHeader, readRawBody, setResponseHeader } from 'h3';
import { handle } from '../../../../../src/adapters/app.ts';
import { once, verified, WEBHOOK_LIMIT } from '../../../../../src/adapters/by-hand.ts';

export default defineEventHandler(async (event) => {
  setResponseHeader(event, 'cache-control', 'no-store');
  if (!(Number(getRequestHeader(event, 'content-length')) <= WEBHOOK_LIMIT)) throw createError({ status: 413 });
  const body = await readRawBody(event, false);
  const received = body && verified(body, getRequestHeader(event, 'x-vortex-signature'));
  if (!received) throw createError({ status: 401, message: 'Invalid signature' });
  const outcome = await once(received.id, () => handle(received));
  if (outcome === 'claimed') throw createError({ status: 503, message: 'Being handled' });
  return { received: true };
});
