import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { Person, Team } from '@vortex/example-web';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in. */
    person: Person | undefined;
  }
  interface FastifyInstance {
    readonly sessions: Sessions;
  }
}

const COOKIE = 'lighthouse_session';
const COOKIE_OPTIONS = { httpOnly: true, sameSite: 'lax', path: '/' } as const;
const MOST = 1000;

/**
 * Who is signed in: a random cookie the page can't read, and a map. What an app of yours does with its own session
 * plugin; Vortex only asks it for the user.
 */
class Sessions {
  readonly #people = new Map<string, string>();

  /** Signs a person in, in place of whoever was signed in with this browser. */
  open(request: FastifyRequest, reply: FastifyReply, personId: string): void {
    this.#forget(request);
    const id = randomBytes(24).toString('base64url');
    this.#people.set(id, personId);
    const [oldest] = this.#people.keys();
    if (this.#people.size > MOST && oldest) this.#people.delete(oldest);
    reply.setCookie(COOKIE, id, COOKIE_OPTIONS);
  }

  close(request: FastifyRequest, reply: FastifyReply): void {
    this.#forget(request);
    reply.clearCookie(COOKIE, COOKIE_OPTIONS);
  }

  personId({ cookies }: FastifyRequest): string | undefined {
    return this.#people.get(cookies[COOKIE] ?? '');
  }

  #forget({ cookies }: FastifyRequest): void {
    this.#people.delete(cookies[COOKIE] ?? '');
  }
}

const register: FastifyPluginAsync<{ readonly team: Team }> = async (app, { team }) => {
  const sessions = new Sessions();
  await app.register(cookie);
  app.decorate('sessions', sessions);
  app.decorateRequest('person', undefined);
  app.addHook('onRequest', async (request) => {
    const id = sessions.personId(request);
    request.person = id === undefined ? undefined : team.person(id);
  });
};

/** `request.person` and `app.sessions`, for the whole app. */
export const sessions: FastifyPluginAsync<{ readonly team: Team }> = plugin(register, { name: 'sessions' });
