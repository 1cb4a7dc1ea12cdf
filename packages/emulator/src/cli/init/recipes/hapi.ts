import type { Project } from '../project.ts';
import type { Recipe } from '../recipe.ts';
import { nodeRecipe } from './node-recipe.ts';

/** A plugin for hapi, over the handlers of `@vortex/core/adapter`. */
export const hapi: (project: Project) => Recipe = nodeRecipe({
  name: 'hapi',
  request: { from: '@hapi/hapi', type: 'Request', parameter: 'request' },
  mount: 'Register it in your app:',
  code: ['await server.register(vortex);'],
  glue: (typed, extension) => {
    const as = (type: string): string => (typed ? `: ${type}` : '');
    return `${
      typed
        ? `import type { Plugin, Request, ResponseObject, ResponseToolkit, RouteOptions } from '@hapi/hapi';
import {
  abandonsBody,
  type HandlerInput,
  type HandlerReply,
  handleRoute,
  nodeInput,
  receiveWebhook,
  stripBasePath,
} from '@vortex/core/adapter';`
        : "import { abandonsBody, handleRoute, nodeInput, receiveWebhook, stripBasePath } from '@vortex/core/adapter';"
    }
import { routesOptions, webhookOptions } from './vortex-options${extension}';

// The signature is over the raw bytes, and Vortex has limits and a deadline of its own.
const options${as('RouteOptions')} = {
  payload: { parse: false, output: 'stream', maxBytes: Number.MAX_SAFE_INTEGER, timeout: false },
};

/** Register it once: \`await server.register(vortex)\`. */
export const vortex${as('Plugin<void>')} = {
  name: 'vortex',
  register(server) {
    server.route({
      method: '*',
      path: '/webhooks/vortex',
      options: { ...options, auth: false },
      handler: async (request, h) => send(request, h, await receiveWebhook(toInput(request), webhookOptions)),
    });
    server.route({
      method: '*',
      path: '/api/vortex/{path*}',
      options,
      handler: async (request, h) => send(request, h, await handleRoute(toInput(request), routesOptions)),
    });
  },
};

function toInput(request${as('Request')})${as('HandlerInput<Request>')} {
  const { req, res } = request.raw;
  // From the address as it came: hapi decodes what a path parameter stands for.
  const path = stripBasePath((req.url ?? '/').split('?', 1)[0] ?? '/', routesOptions.basePath);
  return nodeInput(req, res, { request, path, fix: 'Register the Vortex routes with payload.parse false.' });
}

function send({ raw }${as('Request')}, h${as('ResponseToolkit')}, { status, headers, body }${as('HandlerReply')})${as('ResponseObject')} {
  const response = h.response(JSON.stringify(body)).code(status);
  for (const [name, value] of Object.entries(headers)) response.header(name, value);
  return abandonsBody(raw.req, status) ? response.header('connection', 'close') : response;
}
`;
  },
});
