import { failingApp } from '@vortex/conformance/failing-app';
import { listen } from '@vortex/conformance/listen';
import express, { type Request } from 'express';
import { vortexRoutes, vortexWebhook } from '../src/index.ts';

await failingApp<Request>(
  (request, name) => request.get(name),
  ({ webhook, routes }) => listen(express().use(vortexWebhook(webhook)).use('/api/vortex', vortexRoutes(routes))),
);
