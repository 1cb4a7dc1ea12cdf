import { Module } from '@nestjs/common';
import { CloudModule } from '../cloud/cloud.module.js';
import { TeamModule } from '../team/team.module.js';
import { SessionAuthenticator } from './session.authenticator.js';
import { SessionsService } from './sessions.service.js';
import { SignInController } from './sign-in.controller.js';

@Module({
  imports: [CloudModule, TeamModule],
  controllers: [SignInController],
  providers: [SessionsService, SessionAuthenticator],
  exports: [SessionsService],
})
export class AuthModule {}
