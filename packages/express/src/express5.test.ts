import { conformance, listen } from '@vortex/conformance';
import express, { type Request } from 'express';
import { expressCases } from '../test/express-cases.ts';
import { vortexRoutes, vortexWebhook } from './index.ts';

conformance<Request>({
  name: 'express 5',
  header: (request, name) => request.get(name),
  start({ webhook, routes }) {
    const app = express();
    app.use(vortexWebhook(webhook));
    app.use('/api/vortex', vortexRoutes(routes));
    return listen(app);
  },
});

expressCases('express 5', express);
