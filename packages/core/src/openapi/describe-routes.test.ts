import SwaggerParser from '@apidevtools/swagger-parser';
import { describe, expect, test } from 'vitest';
import { DEFAULT_BASE_PATH } from '../http/base-path.ts';
import { matchRoute, ROUTES } from '../routes/table.ts';
import { describeRoutes, openapi } from './describe-routes.ts';
import type { OpenApiPath, OpenApiSchema } from './types.ts';

/** A copy: the parser puts what references point to in their places. */
const validate = (document: object): Promise<unknown> => SwaggerParser.validate(JSON.parse(JSON.stringify(document)));

describe('the description of the routes', () => {
  test('is a valid OpenAPI document', async () => {
    await expect(validate(openapi)).resolves.toMatchObject({ openapi: '3.0.3' });
  });

  test('has exactly the paths and methods that are answered', () => {
    const described = Object.entries(openapi.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const answered = Object.entries(ROUTES).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} /api/vortex/${path.replace(/:(\w+)/g, '{$1}')}`),
    );
    expect(described.sort()).toEqual(answered.sort());
    for (const [path, operations] of Object.entries(openapi.paths)) {
      const route = matchRoute(path.replace('/api/vortex', '').replace(/[{}]/g, ''));
      expect(Object.keys(route?.methods ?? {}).map((name) => name.toLowerCase())).toEqual(Object.keys(operations));
    }
  });

  test('stands where the routes do', () => {
    expect(Object.keys(openapi.paths)).toContain(`${DEFAULT_BASE_PATH}/token`);
    expect(Object.keys(describeRoutes({ basePath: '/v1/vortex/' }).paths)).toContain('/v1/vortex/invitations/{id}');
    expect(Object.keys(describeRoutes({ basePath: '' }).paths)).toContain('/token');
  });

  test('names every operation once, and has an error for each way to be refused', () => {
    const operations = Object.values(openapi.paths).flatMap((path: OpenApiPath) => Object.values(path));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { responses, requestBody } of operations) {
      const statuses = Object.keys(responses).map(Number);
      expect(statuses).toEqual(
        expect.arrayContaining([200, 400, 401, 500, 502, 503, 504, ...(requestBody ? [413, 415] : [])]),
      );
      for (const status of statuses.filter((one) => one !== 200)) {
        expect(responses[status]?.content['application/json'].schema).toEqual({
          $ref: '#/components/schemas/VortexError',
        });
      }
    }
  });

  test('is a new one each time: tools change what they are given', () => {
    const [first, second] = [describeRoutes(), describeRoutes()];
    const schemas: Record<string, OpenApiSchema> = first.components.schemas;
    delete schemas.VortexError;
    expect(second.components.schemas).toHaveProperty('VortexError');
    expect(describeRoutes().components.schemas).toHaveProperty('VortexError');
  });
});
