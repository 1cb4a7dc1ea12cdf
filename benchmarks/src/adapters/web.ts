/** By hand for whatever has a `Request` and a `Response`. */
import { handle, signedIn, type TokenBody, tokenFor } from './app.ts';
import { isForeign, once, TOKEN_LIMIT, verified, WEBHOOK_LIMIT } from './by-hand.ts';

const NO_STORE = { 'cache-control': 'no-store' };

export async function receiveByHand(request: Request): Promise<Response> {
  const { headers } = request;
  if (!(Number(headers.get('content-length')) <= WEBHOOK_LIMIT)) return refuse(413, 'Too large');
  const event = verified(Buffer.from(await request.arrayBuffer()), headers.get('x-vortex-signature') ?? undefined);
  if (!event) return refuse(401, 'Invalid signature');
  const outcome = await once(event.id, () => handle(event));
  return outcome === 'claimed' ? refuse(503, 'Being handled') : answer(200, { received: true });
}

export async function tokenByHand(request: Request): Promise<Response> {
  const { headers } = request;
  if (isForeign(headers.get('origin') ?? undefined, headers.get('host') ?? undefined)) {
    return refuse(403, 'Another origin');
  }
  const user = await signedIn();
  if (!user) return refuse(401, 'Sign in');
  if (!headers.get('content-type')?.startsWith('application/json')) return refuse(415, 'Not JSON');
  if (!(Number(headers.get('content-length')) <= TOKEN_LIMIT)) return refuse(413, 'Too large');
  const { context } = (await request.json()) as TokenBody;
  if (context?.scope !== undefined) return refuse(403, 'No member');
  return answer(200, { token: tokenFor(user, context) });
}

function refuse(status: number, error: string): Response {
  return answer(status, { error });
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: NO_STORE });
}
