import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  HttpCode,
  Post,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ADA, GRACE, type Person } from '@vortex/example-web';
import { Vortex } from '@vortex/nestjs';
import type { Request, Response } from 'express';
import { textOf } from '../body-text.js';
import { VortexErrorFilter } from '../cloud/vortex-error.filter.js';
import { invitationState, invitedEmail } from '../invitations/invitation.js';
import { TeamService } from '../team/team.service.js';
import { Public } from './public.decorator.js';
import { SessionsService } from './sessions.service.js';

/** Signing in as a demo user or as the person a mail was sent to, and out. */
@Controller('app')
@Public()
@UseFilters(VortexErrorFilter)
export class SignInController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly team: TeamService,
    private readonly vortex: Vortex,
  ) {}

  @Post('sign-in')
  @HttpCode(200)
  signIn(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): { user: Person } {
    const wanted = textOf(body, 'user');
    const user = [ADA, GRACE].find(({ id }) => id === wanted);
    if (!user) {
      throw new BadRequestException({
        error: `There are two demo users: ${ADA.id} and ${GRACE.id}.`,
        code: 'unknown_user',
      });
    }
    this.sessions.open(request, response, user.id);
    return { user };
  }

  @Post('sign-in/invited')
  @HttpCode(200)
  async signInInvited(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ user: Person }> {
    const invitation = await this.vortex.getInvitation(textOf(body, 'invitationId'));
    if (invitationState(invitation) !== 'open') {
      throw new ConflictException({ error: 'This invitation is no longer open.', code: 'not_open' });
    }
    // For this demo only: whoever has the link must have got it from that mailbox. A real app confirms the address.
    const user = this.team.personWithEmail(invitedEmail(invitation));
    this.sessions.open(request, response, user.id);
    return { user };
  }

  @Post('sign-out')
  @HttpCode(200)
  signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): { success: true } {
    this.sessions.close(request, response);
    return { success: true };
  }
}
