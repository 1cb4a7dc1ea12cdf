import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { failingApp } from '@vortex/conformance/failing-app';
import { CANARY_KEY } from '@vortex/conformance/failing-options';
// Node strips types, but no decorators: what was built.
import { VortexModule, type VortexRequest } from '@vortex/nestjs';

await failingApp<VortexRequest>(
  ({ headers }, name) => String(headers[name] ?? ''),
  async ({ webhook, routes: { vortex: _, ...routes } }) => {
    const apiKey = process.argv.includes('key') ? CANARY_KEY.replace('AAAA', '') : CANARY_KEY;
    const module = VortexModule.forRoot({ apiKey, webhook, routes });
    const adapter = process.argv.includes('fastify') ? new FastifyAdapter() : new ExpressAdapter();
    const app = await NestFactory.create(module, adapter, { abortOnError: false });
    await app.listen(0, '127.0.0.1');
    return { url: await app.getUrl(), close: () => app.close() };
  },
);
