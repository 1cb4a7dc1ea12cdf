// npx vortex dev --webhook http://127.0.0.1:3000/webhooks/vortex, then: node --env-file=.env express.ts
import { vortexRoutes, vortexWebhook } from '@vortex/express';
import express, { type Request } from 'express';

const members = new Set<string>();
const app = express();

// POST /webhooks/vortex, before any body parser.
app.use(
  vortexWebhook({
    on: {
      'invitation.accepted': ({ data }) => {
        if (data.targetEmail) members.add(data.targetEmail);
        console.log('joined:', data.targetEmail);
      },
    },
  }),
);

// What the component on your page calls.
app.use('/api/vortex', vortexRoutes({ authenticate: signedIn }));

app.get('/members', (_req, res) => res.json([...members]));

app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => console.log('ready'));

/** Yours: whoever has signed in. Here anybody is who their cookie says. */
function signedIn({ headers }: Request) {
  const [, id] = /\buser=(\w+)/.exec(headers.cookie ?? '') ?? [];
  return id ? { id, email: `${id}@example.com` } : null;
}
