import { Controller, Get, Inject } from '@nestjs/common';
import { ADA, GRACE, type Person } from '@vortex/example-web';
import { Me } from './auth/me.decorator.js';
import { Public } from './auth/public.decorator.js';
import { CloudService, type CloudState } from './cloud/cloud.service.js';
import { SETTINGS, type Settings } from './settings.module.js';
import { TeamService } from './team/team.service.js';

/** What the page shows. */
@Controller('app')
@Public()
export class AppController {
  constructor(
    private readonly team: TeamService,
    private readonly cloud: CloudService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('state')
  state(@Me() me: Person | undefined): object {
    const { id, name, scopeType } = this.team;
    const role = me && this.team.role(me.id);
    return {
      users: [ADA, GRACE].map((user) => ({ ...user, role: this.team.role(user.id) })),
      me: me ? { ...me, role } : null,
      team: { id, name, scopeType, members: role ? this.team.members() : [] },
      outboxUrl: this.settings.outboxUrl ?? null,
      componentUrl: this.settings.componentUrl ?? null,
    };
  }

  @Get('cloud')
  cloudState(): Promise<CloudState> {
    return this.cloud.state();
  }
}
