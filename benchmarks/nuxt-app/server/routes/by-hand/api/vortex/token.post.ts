import { createError, defineEventHandler, getRequestHeader, readBody, setResponseHeader } from 'h3';
import { signedIn, type TokenBody, tokenFor } from '../../../../../../src/adapters/app.ts';
import { isForeign, TOKEN_LIMIT } from '../../../../../../src/adapters/by-hand.ts';

export default defineEventHandler(async (event) => {
  setResponseHeader(event, 'cache-control', 'no-store');
  const header = (name: string) => getRequestHeader(event, name);
  if (isForeign(header('origin'), header('host'))) throw createError({ status: 403, message: 'Another origin' });
  const user = await signedIn();
  if (!user) throw createError({ status: 401, message: 'Sign in' });
  if (!header('content-type')?.startsWith('application/json')) throw createError({ status: 415, message: 'Not JSON' });
  if (!(Number(header('content-length')) <= TOKEN_LIMIT)) throw createError({ status: 413, message: 'Too large' });
  const { context } = await readBody<TokenBody>(event);
  if (context?.scope !== undefined) throw createError({ status: 403, message: 'No member' });
  return { token: tokenFor(user, context) };
});
