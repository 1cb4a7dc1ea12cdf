import { DESCRIPTIONS, type RouteDescription } from './operations.ts';
import { ref, SCHEMAS } from './schemas.ts';
import type { OpenApiContent, OpenApiDocument, OpenApiOperation, OpenApiParameter, OpenApiPath } from './types.ts';

/** Options of {@link describeRoutes}. */
export interface DescribeRoutesOptions {
  /** The path at which the routes are mounted. Default: `/api/vortex`. */
  readonly basePath?: string | undefined;
}

// Here and not imported: what two entries share is a file of its own, which every cold start of either would read.
declare const __PACKAGE_VERSION__: string;
const DEFAULT_BASE_PATH = '/api/vortex';

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
  401: 'No user is signed in.',
  500: 'The app is not configured, or one of its own functions failed.',
  502: 'Vortex could not be reached, or refused the API key.',
  503: 'Vortex is not available; try again after the time in `Retry-After`, if there is one.',
  504: 'Vortex did not respond in time.',
};
const REFUSALS: Readonly<Record<number, string>> = {
  403: 'The signed-in user may not do this, or the page is of another origin.',
  404: 'There is no such invitation.',
  409: "The invitation's state does not allow this.",
};
const BODY_FAILURES: Readonly<Record<number, string>> = {
  413: 'The body is too large.',
  415: 'The body has no JSON Content-Type.',
};

/**
 * The routes of a page's Vortex components as an OpenAPI 3.0 document: paths, bodies, responses and errors, made from
 * the table that serves the routes.
 *
 * @param options - Where the routes are mounted.
 * @example
 * const { paths, components } = describeRoutes({ basePath: '/v1/vortex' });
 */
export function describeRoutes({ basePath = DEFAULT_BASE_PATH }: DescribeRoutesOptions = {}): OpenApiDocument {
  const base = basePath.replace(/\/+$/, '');
  const paths: Record<string, OpenApiPath> = {};
  for (const [name, description] of Object.entries(DESCRIPTIONS)) {
    const [method = '', path = ''] = name.split(' ');
    const at = `${base}/${path.replace(VARIABLE, '{$1}')}`;
    paths[at] = { ...paths[at], [method.toLowerCase()]: operation(path, description) };
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Vortex routes',
      description: "What a page's Vortex components call.",
      version: __PACKAGE_VERSION__,
    },
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
