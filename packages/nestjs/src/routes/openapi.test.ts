import SwaggerParser from '@apidevtools/swagger-parser';
import { Controller, Get, Module, VersioningType } from '@nestjs/common';
import { ApiOkResponse, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { openapi } from '@vortex/core/openapi';
import { describe, expect, test } from 'vitest';
import { API_KEY, platforms, SECRET, startNest } from '../../test/nest-app.ts';
import { VortexModule } from '../index.ts';

@Controller('team')
class TeamController {
  @Get()
  @ApiOkResponse()
  team(): string {
    return 'ours';
  }
}

function appWith(openapi: boolean | undefined) {
  @Module({
    imports: [
      VortexModule.forRoot({
        apiKey: API_KEY,
        webhook: { secret: SECRET },
        routes: { authenticate: () => ({ id: 'ada' }), openapi },
      }),
    ],
    controllers: [TeamController],
  })
  class App {}
  return App;
}

const validate = (document: OpenAPIObject): Promise<unknown> =>
  SwaggerParser.validate(JSON.parse(JSON.stringify(document)));

describe.each(platforms)('the app’s OpenAPI document on %s', (_, adapter) => {
  test.each([
    [false, 'before'],
    [false, 'after'],
    [true, 'before'],
    [true, 'after'],
  ] as const)('with `openapi: %s` is valid when it is made %s init()', async (described, when) => {
    const testing = await Test.createTestingModule({ imports: [appWith(described)] }).compile();
    const app = testing.createNestApplication(adapter(), { logger: false });
    if (when === 'after') await app.init();
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().setTitle('Team').build());
    await app.close();
    await expect(validate(document)).resolves.toBeDefined();
    const ours = Object.keys(document.paths).filter((path) => path !== '/team');
    expect(ours.sort()).toEqual(described ? Object.keys(openapi.paths).sort() : []);
    for (const path of ours) {
      expect(Object.keys(document.paths[path] ?? {}).sort()).toEqual(Object.keys(openapi.paths[path] ?? {}).sort());
    }
  });

  test('describes bodies, parameters, responses and errors', async () => {
    const app = await startNest(appWith(true), adapter());
    const { paths } = SwaggerModule.createDocument(app.app, new DocumentBuilder().build());
    expect(paths['/api/vortex/invitations/accept']?.post).toMatchObject({
      operationId: 'acceptVortexInvitations',
      tags: ['Vortex'],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { type: 'object', required: ['invitationIds'] } } },
      },
      responses: {
        200: { content: { 'application/json': { schema: { properties: { invitations: { type: 'array' } } } } } },
        401: { content: { 'application/json': { schema: { required: ['error', 'code'] } } } },
      },
    });
    expect(paths['/api/vortex/invitations']?.get?.parameters).toEqual([
      expect.objectContaining({ name: 'targetType', in: 'query', required: true }),
      expect.objectContaining({ name: 'targetValue', in: 'query', required: true }),
    ]);
    expect(paths['/api/vortex/invitations/{id}']?.delete?.parameters).toEqual([
      expect.objectContaining({ name: 'id', in: 'path', required: true }),
    ]);
    expect(Object.keys(paths['/api/vortex/token']?.post?.responses ?? {})).not.toContain('201');
  });

  test('stands below prefix and version, and the routes answer there as without it', async () => {
    const app = await startNest(appWith(true), adapter(), (nest) => {
      nest.setGlobalPrefix('rest');
      nest.enableVersioning({ type: VersioningType.URI, defaultVersion: '2' });
    });
    const { paths } = SwaggerModule.createDocument(app.app, new DocumentBuilder().build());
    expect(Object.keys(paths)).toContain('/rest/v2/api/vortex/invitations/by-scope/{scopeType}/{scope}/autojoin');
    expect(await app.post('/rest/v2/api/vortex/token', {})).toMatchObject({ status: 200 });
    expect(await app.get('/rest/v2/api/vortex/token')).toMatchObject({ status: 405 });
    expect(await app.get('/rest/v2/api/vortex/invitations/by-scope/team/42')).toMatchObject({ status: 403 });
    expect(await app.get('/rest/v2/api/vortex/invitations/a%2Fb')).toMatchObject({ json: { code: 'invalid_request' } });
    expect(await app.post('/rest/v2/api/vortex/nothing', {})).toMatchObject({ json: { code: 'route_not_found' } });
  });
});
