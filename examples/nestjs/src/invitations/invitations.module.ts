import { Module } from '@nestjs/common';
import { CloudModule } from '../cloud/cloud.module.js';
import { TeamModule } from '../team/team.module.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';

@Module({ imports: [CloudModule, TeamModule], controllers: [InvitationsController], providers: [InvitationsService] })
export class InvitationsModule {}
