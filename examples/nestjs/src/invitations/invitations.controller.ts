import { Body, Controller, Get, Param, Post, UseFilters, UseGuards } from '@nestjs/common';
import type { Person } from '@vortex/example-web';
import { Vortex } from '@vortex/nestjs';
import { Me } from '../auth/me.decorator.js';
import { MemberGuard } from '../auth/member.guard.js';
import { Public } from '../auth/public.decorator.js';
import { textOf } from '../body-text.js';
import { VortexErrorFilter } from '../cloud/vortex-error.filter.js';
import { TeamService } from '../team/team.service.js';
import { invitationState, invitedEmail } from './invitation.js';
import { InvitationsService } from './invitations.service.js';

@Controller('app/invitations')
@UseFilters(VortexErrorFilter)
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly vortex: Vortex,
    private readonly team: TeamService,
  ) {}

  @Post()
  @UseGuards(MemberGuard)
  async invite(@Me() me: Person, @Body() body: unknown): Promise<object> {
    const { id, email, shortLink, status } = await this.invitations.invite(me, textOf(body, 'email'));
    return { id, email, shortLink, status };
  }

  /** What the accept page shows before anybody is signed in. */
  @Get(':id')
  @Public()
  async show(@Param('id') id: string): Promise<object> {
    const invitation = await this.vortex.getInvitation(id);
    return {
      team: this.team.name,
      email: invitedEmail(invitation),
      inviter: invitation.creatorName ?? 'A member',
      state: invitationState(invitation),
    };
  }
}
