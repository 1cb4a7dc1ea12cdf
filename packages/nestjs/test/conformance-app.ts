import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import type { Server, Specimen } from '@vortex/conformance';
import { VortexModule, type VortexRequest } from '../src/index.ts';

/** The app of the conformance suite on a platform. */
export async function startApp(
  { webhook, routes: { vortex, ...routes } }: Specimen<VortexRequest>,
  adapter: AbstractHttpAdapter,
): Promise<Server> {
  const options = typeof vortex === 'object' && !('generateToken' in vortex) ? vortex : {};
  const app = await NestFactory.create(VortexModule.forRoot({ ...options, webhook, routes }), adapter, {
    logger: false,
    abortOnError: false,
  });
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), close: () => app.close() };
}
