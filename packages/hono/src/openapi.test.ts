import SwaggerParser from '@apidevtools/swagger-parser';
import { describeRoutes, openapi } from '@vortex/core/openapi';
import { Hono } from 'hono';
import { describeRoute, openAPIRouteHandler } from 'hono-openapi';
import { expect, test } from 'vitest';
import { vortexRoutes, vortexWebhook } from './index.ts';

/** The document of an app with a route of its own beside ours, as hono-openapi writes it. */
async function documentOf(described: boolean) {
  const app = new Hono()
    .get('/team', describeRoute({ responses: { 200: { description: 'Ours' } } }), (c) => c.text('ours'))
    .all('/webhooks/vortex', vortexWebhook({ secret: 'whsec_test' }))
    .route('/api/vortex', vortexRoutes({ authenticate: () => null }));
  const { paths, components, tags } = describeRoutes({ basePath: '/api/vortex' });
  const info = { title: 'Team', version: '1' };
  app.get(
    '/openapi',
    openAPIRouteHandler(app, { documentation: { info, ...(described && { paths, components, tags }) } }),
  );
  const document = (await (await app.request('/openapi')).json()) as typeof openapi;
  await expect(SwaggerParser.validate(structuredClone(document) as never)).resolves.toBeDefined();
  return document;
}

test('the document of hono-openapi has the app’s own routes and none of ours', async () => {
  expect(Object.keys((await documentOf(false)).paths)).toEqual(['/team']);
});

test('with the description of core it has them all', async () => {
  const { paths, components } = await documentOf(true);
  expect(Object.keys(paths).sort()).toEqual([...Object.keys(openapi.paths), '/team'].sort());
  expect(paths['/api/vortex/token']).toEqual(openapi.paths['/api/vortex/token']);
  expect(components.schemas).toMatchObject(openapi.components.schemas);
});
