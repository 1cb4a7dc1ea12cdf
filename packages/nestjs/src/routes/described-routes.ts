import { Delete, Get, Post, SetMetadata, type Type } from '@nestjs/common';
import { describeRoutes, type OpenApiOperation, type OpenApiPath, type OpenApiSchema } from '@vortex/core/openapi';

/** What @nestjs/swagger reads its decorators' values from: the package itself is the app's, and need not be there. */
const SWAGGER = {
  excludeController: 'swagger/apiExcludeController',
  excludeEndpoint: 'swagger/apiExcludeEndpoint',
  operation: 'swagger/apiOperation',
  parameters: 'swagger/apiParameters',
  responses: 'swagger/apiResponse',
  tags: 'swagger/apiUseTags',
} as const;

type Method = (...values: never[]) => unknown;

const MAPPINGS = { get: Get, post: Post, delete: Delete };

/** Leaves a controller out of the app's OpenAPI document: one that takes every method and path makes it invalid. */
export const NotInOpenApi = (): ClassDecorator => SetMetadata(SWAGGER.excludeController, [true]);

/** Shows a controller, under our name and not its own. */
export function inOpenApi(controller: Type): void {
  SetMetadata(SWAGGER.excludeController, [false])(controller);
  SetMetadata(SWAGGER.tags, ['Vortex'])(controller);
}

/** Leaves one method of a controller out. */
export const EndpointNotInOpenApi = (): MethodDecorator => SetMetadata(SWAGGER.excludeEndpoint, { disable: true });

/** A route as @nestjs/swagger shall show it. */
export interface DescribedRoute {
  readonly name: string;
  /** In Nest's spelling: `invitations/:id`. */
  readonly path: string;
  /** Maps a method to the route, with its description. */
  readonly decorate: MethodDecorator;
}

/** The routes of core's table, each with its own path, for a controller of the app's document. */
export function describedRoutes(): DescribedRoute[] {
  const { paths, components } = describeRoutes({ basePath: '' });
  const whole = (schema: OpenApiSchema): OpenApiSchema => withoutReferences(schema, components.schemas);
  return Object.entries(paths).flatMap(([template, operations]: [string, OpenApiPath]) => {
    const path = template.slice(1).replace(/\{(\w+)\}/g, ':$1');
    return (['get', 'post', 'delete'] as const).flatMap((method) => {
      const operation = operations[method];
      if (!operation) return [];
      const decorate: MethodDecorator = (target, key, descriptor) => {
        MAPPINGS[method](path)(target, key, descriptor);
        for (const [name, value] of Object.entries(metadataOf(operation, whole))) {
          SetMetadata(name, value)(descriptor.value as Method);
        }
      };
      return [{ name: operation.operationId, path, decorate }];
    });
  });
}

function metadataOf(operation: OpenApiOperation, whole: (schema: OpenApiSchema) => OpenApiSchema): object {
  const { operationId, summary, parameters = [], requestBody, responses } = operation;
  const body = requestBody && {
    in: 'body',
    name: 'body',
    // As its own decorator has it: without a type it looks for the properties of one.
    type: String,
    required: requestBody.required,
    schema: whole(requestBody.content['application/json'].schema),
  };
  return {
    [SWAGGER.operation]: { operationId, summary },
    [SWAGGER.parameters]: [...parameters, ...(body ? [body] : [])],
    [SWAGGER.responses]: Object.fromEntries(
      Object.entries(responses).map(([status, { description, content }]) => [
        status,
        { description, schema: whole(content['application/json'].schema) },
      ]),
    ),
  };
}

/** Decorators can't add schemas to a document without a class for each, so that references have nothing to point to. */
function withoutReferences(schema: OpenApiSchema, schemas: Readonly<Record<string, OpenApiSchema>>): OpenApiSchema {
  const { $ref, allOf, properties } = schema;
  const whole = (one: OpenApiSchema): OpenApiSchema => withoutReferences(one, schemas);
  const referred = $ref === undefined ? undefined : schemas[$ref.slice($ref.lastIndexOf('/') + 1)];
  if (referred) return whole(referred);
  return {
    ...(schema.type === 'array' ? { ...schema, items: whole(schema.items) } : schema),
    ...(allOf && { allOf: allOf.map(whole) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, whole(one)])),
    }),
  };
}
