import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import { TeamService } from '../team/team.service.js';
import type { AppRequest } from './me.decorator.js';

@Injectable()
export class MemberGuard implements CanActivate {
  constructor(private readonly team: TeamService) {}

  canActivate(context: ExecutionContext): boolean {
    const { person } = context.switchToHttp().getRequest<AppRequest>();
    if (person && this.team.role(person.id)) return true;
    throw new ForbiddenException({ error: 'Only members of the team may do this.', code: 'forbidden' });
  }
}
