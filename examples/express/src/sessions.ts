import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';

const COOKIE = 'lighthouse_session';
const MOST = 1000;

/**
 * Who is signed in: a random cookie the page can't read, and a map. What an app of yours does with its own session
 * middleware; Vortex only asks it for the user.
 */
export class Sessions {
  readonly #people = new Map<string, string>();

  /** Signs a person in, in place of whoever was signed in with this browser. */
  open(req: Request, res: Response, personId: string): void {
    this.close(req, res);
    const id = randomBytes(24).toString('base64url');
    this.#people.set(id, personId);
    const [oldest] = this.#people.keys();
    if (this.#people.size > MOST && oldest) this.#people.delete(oldest);
    res.cookie(COOKIE, id, { httpOnly: true, sameSite: 'lax', path: '/' });
  }

  close(req: Request, res: Response): void {
    const id = sessionId(req);
    if (id) this.#people.delete(id);
    res.clearCookie(COOKIE, { httpOnly: true, sameSite: 'lax', path: '/' });
  }

  personId(req: Request): string | undefined {
    const id = sessionId(req);
    return id && this.#people.get(id);
  }
}

function sessionId(req: Request): string | undefined {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === COOKIE && value) return value;
  }
  return undefined;
}
