import SwaggerParser from '@apidevtools/swagger-parser';
import swagger from '@fastify/swagger';
import { describeRoutes, openapi } from '@vortex/core/openapi';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { vortexRoutes, vortexWebhook } from './index.ts';

/** The document of an app with a route of its own beside ours, as @fastify/swagger writes it. */
async function documentOf(described: boolean, prefix?: string) {
  const { paths, components, tags } = describeRoutes(prefix === undefined ? {} : { basePath: prefix });
  const app = fastify();
  const info = { title: 'Team', version: '1' };
  await app.register(swagger, { openapi: { info, ...(described && { paths, components, tags }) } });
  app.get('/team', { schema: { summary: 'Ours' } }, () => 'ours');
  await app.register(vortexWebhook, { secret: 'whsec_test' });
  await app.register(vortexRoutes, { authenticate: () => null, ...(prefix !== undefined && { prefix }) });
  await app.ready();
  const document = JSON.parse(JSON.stringify(app.swagger()));
  await app.close();
  await expect(SwaggerParser.validate(structuredClone(document))).resolves.toBeDefined();
  return document;
}

test('the document of @fastify/swagger has the app’s own routes and none of ours', async () => {
  expect(Object.keys((await documentOf(false)).paths)).toEqual(['/team']);
});

test.each([
  [undefined, '/api/vortex'],
  ['/v1/vortex', '/v1/vortex'],
])('with the prefix %s and the description of core it has them all', async (prefix, base) => {
  const { paths, components } = await documentOf(true, prefix);
  const ours = Object.keys(openapi.paths).map((path) => path.replace('/api/vortex', base));
  expect(Object.keys(paths).sort()).toEqual([...ours, '/team'].sort());
  expect(paths[`${base}/token`]).toEqual(openapi.paths['/api/vortex/token']);
  expect(components.schemas).toMatchObject(openapi.components.schemas);
});
