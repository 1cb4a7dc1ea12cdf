import { Injectable } from '@nestjs/common';
import type { VortexAuthenticator, VortexRequest, VortexUser } from '@vortex/nestjs';
import { TeamService } from '../team/team.service.js';
import { SessionsService } from './sessions.service.js';

/** Tells the routes of Vortex's components who is signed in, and which team is theirs. */
@Injectable()
export class SessionAuthenticator implements VortexAuthenticator {
  constructor(
    private readonly sessions: SessionsService,
    private readonly team: TeamService,
  ) {}

  authenticate(request: VortexRequest): VortexUser | null {
    const person = this.sessions.person(request);
    if (!person) return null;
    const role = this.team.role(person.id);
    const { id, scopeType } = this.team;
    return { ...person, scopes: role ? [{ type: scopeType, id, admin: role === 'owner' }] : [] };
  }
}
