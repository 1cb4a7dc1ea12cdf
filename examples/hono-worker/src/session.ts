import type { VortexUser } from '@vortex/hono';
import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { type AppEnv, TEAM, teamOf } from './env.ts';

const COOKIE = 'lighthouse_session';

/** Signs somebody in: their address, in a cookie that nobody else can write. */
export async function signIn(c: Context<AppEnv>, email: string): Promise<void> {
  const secure = new URL(c.req.url).protocol === 'https:';
  await setSignedCookie(c, COOKIE, email, c.env.SESSION_SECRET, { httpOnly: true, sameSite: 'Lax', path: '/', secure });
}

export function signOut(c: Context<AppEnv>): void {
  deleteCookie(c, COOKIE, { path: '/' });
}

/** Who is signed in, as Vortex' routes ask for it. */
export async function signedIn(c: Context<AppEnv>): Promise<VortexUser | null> {
  const email = await getSignedCookie(c, c.env.SESSION_SECRET, COOKIE);
  if (!email) return null;
  const member = (await teamOf(c).members()).find((one) => one.email === email);
  const scopes = member ? [{ type: TEAM.type, id: TEAM.id, admin: member.role === 'owner' }] : [];
  return { id: email, email, scopes };
}
