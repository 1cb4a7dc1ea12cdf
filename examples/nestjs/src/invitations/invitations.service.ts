import { BadRequestException, ConflictException, Injectable } from '@nestjs/common';
import { normalEmail, type Person } from '@vortex/example-web';
import { type CreateInvitationResponse, Vortex } from '@vortex/nestjs';
import { TeamService } from '../team/team.service.js';

/** Which component's mail template invitations use. The emulator takes any; in the Cloud it is one of yours. */
const COMPONENT = 'team-invite';

@Injectable()
export class InvitationsService {
  constructor(
    private readonly vortex: Vortex,
    private readonly team: TeamService,
  ) {}

  async invite(inviter: Person, address: string): Promise<CreateInvitationResponse & { readonly email: string }> {
    const email = normalEmail(address);
    if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email) || email.length > 254) {
      throw new BadRequestException({
        error: 'Enter an email address, such as nia@example.com.',
        code: 'invalid_email',
      });
    }
    if (this.team.members().some((known) => known.email === email)) {
      throw new ConflictException({ error: `${email} is already on the team.`, code: 'already_member' });
    }
    const created = await this.vortex.createInvitation({
      widgetConfigurationId: COMPONENT,
      target: { type: 'email', value: email },
      inviter: { userId: inviter.id, userEmail: inviter.email, name: inviter.name },
      scopeType: this.team.scopeType,
      scopeId: this.team.id,
      scopeName: this.team.name,
    });
    return { ...created, email };
  }
}
