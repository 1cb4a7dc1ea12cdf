import { conformance, listen } from '@vortex/conformance';
import type { Request } from 'express';
import express from 'express4';
import { expressCases } from '../test/express-cases.ts';
import { vortexRoutes, vortexWebhook } from './index.ts';

conformance<Request>({
  name: 'express 4',
  header: (request, name) => request.get(name),
  start({ webhook, routes }) {
    const app = express();
    app.use(vortexWebhook(webhook));
    app.use('/api/vortex', vortexRoutes(routes));
    return listen(app);
  },
});

expressCases('express 4', express);
