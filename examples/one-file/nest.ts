// npx vortex dev --webhook http://127.0.0.1:3000/webhooks/vortex, then: node --env-file=.env nest.ts
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { VortexModule } from '@vortex/nestjs';

// An app of its own has decorators: @Module() and @OnVortexEvent(), as in ../nestjs. Node alone can't run those.
class AppModule {}

const app = await NestFactory.create({
  module: AppModule,
  imports: [
    VortexModule.forRoot({
      // POST /webhooks/vortex
      webhook: {
        on: {
          'invitation.accepted': ({ data }) => console.log('joined:', data.targetEmail),
        },
      },
      // What the component on your page calls, below /api/vortex.
      routes: { authenticate: signedIn },
    }),
  ],
});
await app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
console.log('ready');

/** Yours: whoever has signed in. Here anybody is who their cookie says. */
function signedIn({ headers }: { readonly headers: { readonly cookie?: string | undefined } }) {
  const [, id] = /\buser=(\w+)/.exec(headers.cookie ?? '') ?? [];
  return id ? { id, email: `${id}@example.com` } : null;
}
