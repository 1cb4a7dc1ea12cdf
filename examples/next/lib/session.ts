import { randomBytes } from 'node:crypto';
import type { Person } from '@vortex/example-web/team';
import type { VortexUser } from '@vortex/next';
import { cookies } from 'next/headers';
import { sessions, team } from './state.ts';

const COOKIE = 'lighthouse_session';
const MOST = 1000;

/** Who is signed in: what an app of yours asks its session library. */
export async function currentPerson(): Promise<Person | undefined> {
  const session = (await cookies()).get(COOKIE)?.value;
  const id = session && sessions.get(session);
  return id ? team.person(id) : undefined;
}

/** The same person as Vortex needs to know them. The address counts as verified: see `Person`. */
export async function currentUser(): Promise<VortexUser | null> {
  const person = await currentPerson();
  if (!person) return null;
  const role = team.role(person.id);
  return { ...person, scopes: role ? [{ type: team.scopeType, id: team.id, admin: role === 'owner' }] : [] };
}

/** Signs a person in, in place of whoever was signed in with this browser. */
export async function openSession(personId: string): Promise<void> {
  await closeSession();
  const session = randomBytes(24).toString('base64url');
  sessions.set(session, personId);
  const [oldest] = sessions.keys();
  if (sessions.size > MOST && oldest) sessions.delete(oldest);
  (await cookies()).set(COOKIE, session, { httpOnly: true, sameSite: 'lax', path: '/' });
}

export async function closeSession(): Promise<void> {
  const jar = await cookies();
  const session = jar.get(COOKIE)?.value;
  if (session) sessions.delete(session);
  jar.delete(COOKIE);
}
