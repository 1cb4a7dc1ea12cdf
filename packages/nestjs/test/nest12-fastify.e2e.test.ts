import 'reflect-metadata';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { conformance } from '@vortex/conformance';
import type { VortexRequest } from '../src/index.ts';
import { startApp } from './conformance-app.ts';

conformance<VortexRequest>(
  {
    name: 'nest 12 on fastify',
    header: ({ headers }, name) => String(headers[name] ?? ''),
    start: (specimen) => startApp(specimen, new FastifyAdapter()),
  },
  { handsOverUndecodablePaths: false },
);
