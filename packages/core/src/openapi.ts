/**
 * The routes of a page's Vortex components as an OpenAPI description, for the app's own document.
 *
 * @module
 */
export { type DescribeRoutesOptions, describeRoutes, openapi } from './openapi/describe-routes.ts';
export type {
  OpenApiArraySchema,
  OpenApiContent,
  OpenApiDocument,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiPath,
  OpenApiResponse,
  OpenApiSchema,
  OpenApiValueSchema,
} from './openapi/types.ts';
