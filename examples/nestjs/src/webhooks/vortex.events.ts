import { Injectable, Logger } from '@nestjs/common';
import { feedEntry } from '@vortex/example-web';
import { isAnalyticsEvent, isVortexError, OnVortexEvent, Vortex, VortexEvent } from '@vortex/nestjs';
import { FeedService } from '../feed/feed.service.js';
import { TeamService } from '../team/team.service.js';

/** What the app does when Vortex Cloud reports something; its methods are called from top to bottom. */
@Injectable()
export class VortexEvents {
  private readonly logger = new Logger('Webhooks');

  constructor(
    private readonly vortex: Vortex,
    private readonly team: TeamService,
    private readonly feed: FeedService,
  ) {}

  @OnVortexEvent('invitation.accepted')
  async accepted({ data: { invitationId, targetEmail } }: VortexEvent<'invitation.accepted'>): Promise<void> {
    if (invitationId && targetEmail && (await this.isIntoTeam(invitationId))) this.team.add(targetEmail);
  }

  @OnVortexEvent('*')
  tell(event: VortexEvent): void {
    if (isAnalyticsEvent(event)) return;
    this.feed.add(feedEntry(event));
    this.logger.log(`${event.type.padEnd(26)}  ${event.id}  signature verified`);
  }

  /** An event names the invitation; what it was for is asked of Vortex, since an environment may serve other teams too. */
  private async isIntoTeam(invitationId: string): Promise<boolean> {
    try {
      const { scopes } = await this.vortex.getInvitation(invitationId);
      return scopes?.some(({ type, scopeId }) => type === this.team.scopeType && scopeId === this.team.id) ?? false;
    } catch (error) {
      // Anything else is thrown on, so that the webhook is answered with 500 and comes again.
      if (isVortexError(error, 'not_found')) return false;
      throw error;
    }
  }
}
