import { type DynamicModule, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { VortexModule } from '@vortex/nestjs';
import { AppController } from './app.controller.js';
import { AuthModule } from './auth/auth.module.js';
import { Public } from './auth/public.decorator.js';
import { SessionAuthenticator } from './auth/session.authenticator.js';
import { SignedInGuard } from './auth/signed-in.guard.js';
import { CloudModule } from './cloud/cloud.module.js';
import { FeedModule } from './feed/feed.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { OwnApiMiddleware } from './own-api.middleware.js';
import { SETTINGS, type Settings, settingsModule } from './settings.module.js';
import { TeamModule } from './team/team.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

@Module({
  imports: [
    VortexModule.forRootAsync({
      isGlobal: true,
      inject: [SETTINGS],
      useFactory: ({ apiKey, vortexUrl, webhookSecret }: Settings) => ({
        apiKey,
        baseUrl: vortexUrl,
        timeout: 10_000,
        webhook: { secret: webhookSecret },
      }),
      // Vortex Cloud has no session, and the routes ask `authenticate` themselves: our guard is for neither.
      webhook: { decorators: [Public()] },
      routes: {
        decorators: [Public()],
        authenticate: SessionAuthenticator,
        // What a component on the team's page is told beside the user; the routes have checked the membership.
        claims: (_user, { scope, scopeType }) => (scope ? { scope: `${scopeType}:${scope}` } : {}),
      },
    }),
    AuthModule,
    CloudModule,
    FeedModule,
    InvitationsModule,
    TeamModule,
    WebhooksModule,
  ],
  controllers: [AppController],
  providers: [{ provide: APP_GUARD, useClass: SignedInGuard }],
})
export class AppModule implements NestModule {
  static with(settings: Settings): DynamicModule {
    return { module: AppModule, imports: [settingsModule(settings)] };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(OwnApiMiddleware).forRoutes('app/*path');
  }
}
