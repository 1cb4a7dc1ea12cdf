import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Person } from '@vortex/example-web';
import type { VortexRequest } from '@vortex/nestjs';
import type { Response } from 'express';
import { TeamService } from '../team/team.service.js';

const COOKIE = 'lighthouse_session';
const FLAGS = { httpOnly: true, sameSite: 'lax', path: '/' } as const;
const MOST = 1000;

/**
 * Who is signed in: a random cookie the page can't read, and a map. What an app of yours does with Passport or sessions of
 * its own; Vortex only asks for the user.
 */
@Injectable()
export class SessionsService {
  private readonly people = new Map<string, string>();

  constructor(private readonly team: TeamService) {}

  /** Signs a person in, in place of whoever was signed in with this browser. */
  open(request: VortexRequest, response: Response, personId: string): void {
    this.close(request, response);
    const id = randomBytes(24).toString('base64url');
    this.people.set(id, personId);
    const [oldest] = this.people.keys();
    if (this.people.size > MOST && oldest) this.people.delete(oldest);
    response.cookie(COOKIE, id, FLAGS);
  }

  close(request: VortexRequest, response: Response): void {
    const id = sessionId(request);
    if (id) this.people.delete(id);
    response.clearCookie(COOKIE, FLAGS);
  }

  person(request: VortexRequest): Person | undefined {
    const id = sessionId(request);
    const personId = id && this.people.get(id);
    return personId ? this.team.person(personId) : undefined;
  }
}

function sessionId({ headers }: VortexRequest): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === COOKIE && value) return value;
  }
  return undefined;
}
