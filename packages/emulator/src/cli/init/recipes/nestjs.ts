import type { Project } from '../project.ts';
import { importLine, NOBODY, type Recipe, WHO } from '../recipe.ts';

/** The module for a Nest app, on Express or Fastify. */
export function nestjs(project: Project): Recipe {
  const path = `${project.has('src') ? 'src/' : ''}vortex/vortex.module.ts`;
  return {
    name: 'NestJS',
    package: '@vortex/nestjs',
    files: [
      {
        path,
        content: `import { Injectable, Logger, Module } from '@nestjs/common';
import {
  OnVortexEvent,
  type VortexAuthenticator,
  type VortexEvent,
  VortexModule,
  type VortexRequest,
  type VortexUser,
} from '@vortex/nestjs';

@Injectable()
export class SignedInUser implements VortexAuthenticator {
  ${WHO}
  async authenticate(_request: VortexRequest): Promise<VortexUser | null> {
${NOBODY.replace(/^/gm, '  ')}
  }
}

@Injectable()
export class VortexEvents {
  private readonly logger = new Logger(VortexEvents.name);

  @OnVortexEvent('invitation.accepted')
  accepted(event: VortexEvent<'invitation.accepted'>): void {
    this.logger.log(\`accepted \${event.data.invitationId}\`);
  }
}

/** POST /webhooks/vortex, and /api/vortex for the Vortex components of your pages. */
@Module({
  imports: [
    VortexModule.forRoot({
      isGlobal: true,
      webhook: {}, // signed with VORTEX_WEBHOOK_SECRET
      routes: { authenticate: SignedInUser }, // the key is VORTEX_API_KEY
    }),
  ],
  providers: [VortexEvents],
})
export class AppVortexModule {}
`,
      },
    ],
    steps: [
      {
        say: 'Import it in your AppModule:',
        code: [
          importLine(project, ['AppVortexModule'], './vortex/vortex.module'),
          '@Module({ imports: [AppVortexModule] })',
        ],
      },
      {
        say: `Return the signed-in user in SignedInUser in ${path}. Until then, the response to every call is 401.`,
      },
      {
        say: 'If the app has a global guard, exempt the webhook:',
        code: ['webhook: { decorators: [Public()] }, // your own decorator for it'],
      },
    ],
  };
}
