import { DEFAULT_BASE_PATH } from '../http/base-path.ts';
import { ROUTES } from '../routes/table.ts';
import { VERSION } from '../version.ts';
import { DESCRIPTIONS, type RouteDescription } from './operations.ts';
import { ref, SCHEMAS } from './schemas.ts';
import type { OpenApiContent, OpenApiDocument, OpenApiOperation, OpenApiParameter, OpenApiPath } from './types.ts';

/** Where the routes are. */
export interface DescribeRoutesOptions {
  /** The path that they are mounted at. Default: `/api/vortex`. */
  readonly basePath?: string | undefined;
}

const TAG = 'Vortex';
const VARIABLE = /:(\w+)/g;

const PARAMETERS: Readonly<Record<string, string>> = {
  id: "The invitation's id.",
  scopeType: 'The kind of scope, such as `team`.',
  scope: "The scope's id in your system.",
};

/** What any of the routes may answer, beside the refusals that its description has. */
const FAILURES: Readonly<Record<number, string>> = {
  400: 'The request is invalid.',
  401: 'Nobody is signed in.',
  500: 'The app is not configured, or a function of its own has failed.',
  502: 'Vortex could not be reached, or refused the API key.',
  503: 'Vortex is not available; try again after the time in `Retry-After`, if there is one.',
  504: 'Vortex did not answer in time.',
};
const REFUSALS: Readonly<Record<number, string>> = {
  403: 'The signed-in user may not do this, or the page is of another origin.',
  404: 'There is no such invitation.',
  409: "The invitation's present state does not allow this.",
};
const BODY_FAILURES: Readonly<Record<number, string>> = {
  413: 'The body is too large.',
  415: 'The body is not declared to be JSON.',
};

/**
 * The routes of a page's Vortex components as an OpenAPI 3.0 document, made from the table that answers them: paths, bodies,
 * responses and errors.
 *
 * @param options - Where the routes are mounted.
 * @example
 * const { paths, components } = describeRoutes({ basePath: '/v1/vortex' });
 */
export function describeRoutes({ basePath = DEFAULT_BASE_PATH }: DescribeRoutesOptions = {}): OpenApiDocument {
  const base = basePath.replace(/\/+$/, '');
  const paths: Record<string, OpenApiPath> = {};
  for (const [path, methods] of Object.entries(ROUTES)) {
    const described: OpenApiPath = {};
    for (const method of Object.keys(methods)) {
      const description = DESCRIPTIONS[`${method} ${path}`];
      if (description) described[method.toLowerCase() as keyof OpenApiPath] = operation(path, description);
    }
    paths[`${base}/${path.replace(VARIABLE, '{$1}')}`] = described;
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Vortex routes', description: "What a page's Vortex components call.", version: VERSION },
    tags: [{ name: TAG, description: 'Invitations, by Vortex' }],
    paths,
    components: { schemas: structuredClone(SCHEMAS) },
  };
}

/** {@link describeRoutes} for routes at `/api/vortex`. */
export const openapi: OpenApiDocument = /* @__PURE__ */ describeRoutes();

function operation(
  path: string,
  { operationId, summary, query, body, reply, refusals }: RouteDescription,
): OpenApiOperation {
  const parameters: OpenApiParameter[] = [...path.matchAll(VARIABLE)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: PARAMETERS[name] ?? name,
    schema: { type: 'string' },
  }));
  for (const [name, schema] of Object.entries(query ?? {})) {
    parameters.push({ name, in: 'query', required: true, description: `The ${name} to look for.`, schema });
  }
  const failures = { ...FAILURES, ...(body && BODY_FAILURES) };
  for (const status of refusals) failures[status] = REFUSALS[status] ?? '';
  return {
    operationId,
    summary,
    tags: [TAG],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: (body.required ?? []).length > 0, content: json(body) } }),
    responses: {
      200: { description: 'Done.', content: json(reply) },
      ...Object.fromEntries(
        Object.entries(failures).map(([status, description]) => [
          status,
          { description, content: json(ref('VortexError')) },
        ]),
      ),
    },
  };
}

/** Each time an object of its own: tools change what they are given. */
function json(schema: OpenApiContent['application/json']['schema']): OpenApiContent {
  return { 'application/json': { schema: structuredClone(schema) } };
}
