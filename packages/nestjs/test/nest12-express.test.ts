import 'reflect-metadata';
import { ExpressAdapter } from '@nestjs/platform-express';
import { conformance } from '@vortex/conformance';
import type { VortexRequest } from '../src/index.ts';
import { startApp } from './conformance-app.ts';

conformance<VortexRequest>(
  {
    name: 'nest 12 on express',
    header: ({ headers }, name) => String(headers[name] ?? ''),
    start: (specimen) => startApp(specimen, new ExpressAdapter()),
  },
  { handsOverUndecodablePaths: false },
);
