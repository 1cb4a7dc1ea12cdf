/** A JSON schema as OpenAPI 3.0 has it; fits the types of `openapi-types`, which `@fastify/swagger` and `hono-openapi` take. */
export type OpenApiSchema = OpenApiArraySchema | OpenApiValueSchema;

interface OpenApiAnySchema {
  readonly description?: string;
  readonly nullable?: boolean;
  readonly format?: string;
  readonly enum?: string[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: { [name: string]: OpenApiSchema };
  readonly required?: string[];
  readonly additionalProperties?: boolean;
  readonly allOf?: OpenApiSchema[];
  readonly $ref?: string;
}

/** The schema of an array. */
export interface OpenApiArraySchema extends OpenApiAnySchema {
  readonly type: 'array';
  readonly items: OpenApiSchema;
}

/** The schema of anything else. */
export interface OpenApiValueSchema extends OpenApiAnySchema {
  readonly type?: 'object' | 'string' | 'boolean' | 'number' | 'integer';
  readonly items?: never;
}

/** A parameter in the path or the query. */
export interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: true;
  readonly description: string;
  readonly schema: OpenApiSchema;
}

/** A JSON body, of a request or a response. */
export type OpenApiContent = {
  'application/json': { schema: OpenApiSchema };
};

/** One of an operation's responses. */
export interface OpenApiResponse {
  readonly description: string;
  readonly content: OpenApiContent;
}

/** One method of one path. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: string[];
  readonly parameters?: OpenApiParameter[];
  readonly requestBody?: { required: boolean; content: OpenApiContent };
  readonly responses: { [status: string]: OpenApiResponse };
}

/** The methods of a path. */
export interface OpenApiPath {
  get?: OpenApiOperation;
  post?: OpenApiOperation;
  delete?: OpenApiOperation;
}

/** The routes as an OpenAPI 3.0 document. */
export interface OpenApiDocument {
  readonly openapi: '3.0.3';
  readonly info: { title: string; description: string; version: string };
  readonly tags: { name: string; description: string }[];
  readonly paths: { [path: string]: OpenApiPath };
  readonly components: { schemas: { [name: string]: OpenApiSchema } };
}
