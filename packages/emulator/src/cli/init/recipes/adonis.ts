import { optionsFile } from '../options-file.ts';
import type { Project } from '../project.ts';
import { type Recipe, whoIsSignedIn } from '../recipe.ts';

/** Two handlers for AdonisJS 7, and a body parser that leaves theirs alone. */
export function adonis(project: Project): Recipe {
  const options = 'app/vortex/vortex-options.ts';
  const request = { from: '@adonisjs/core/http', type: 'HttpContext', parameter: 'ctx' };
  return {
    name: 'AdonisJS',
    package: '@vortex/core',
    port: 3333,
    files: [
      optionsFile({ ...project, language: 'typescript' }, options, '@vortex/core', request),
      { path: 'app/vortex/vortex.ts', content: GLUE },
    ],
    steps: [
      {
        say: "In start/kernel.ts, use this in place of '@adonisjs/core/bodyparser_middleware':",
        code: [
          "() => import('../app/vortex/vortex.ts').then(({ BodyParserBesideVortex }) => ({ default: BodyParserBesideVortex })),",
        ],
      },
      {
        say: 'Mount the handlers in start/routes.ts; if config/shield.ts has csrf enabled, except both paths there:',
        code: [
          "import { routes, webhook } from '../app/vortex/vortex.ts';",
          "router.any('/webhooks/vortex', webhook);",
          "router.any('/api/vortex', routes);",
          "router.any('/api/vortex/*', routes);",
        ],
      },
      whoIsSignedIn(options),
    ],
  };
}

const GLUE = `import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware';
import type { HttpContext } from '@adonisjs/core/http';
import {
  abandonsBody,
  type HandlerInput,
  type HandlerReply,
  handleRoute,
  nodeInput,
  receiveWebhook,
  stripBasePath,
} from '@vortex/core/adapter';
import { routesOptions, webhookOptions } from './vortex-options.ts';

/** \`router.any('/webhooks/vortex', webhook)\` */
export async function webhook(ctx: HttpContext): Promise<void> {
  send(ctx, await receiveWebhook(toInput(ctx), webhookOptions));
}

/** \`router.any('/api/vortex', routes)\` and \`router.any('/api/vortex/*', routes)\` */
export async function routes(ctx: HttpContext): Promise<void> {
  send(ctx, await handleRoute(toInput(ctx), routesOptions));
}

/** In place of Adonis' own body parser: the signature is over the raw bytes, so it leaves those of Vortex unread. */
export class BodyParserBesideVortex {
  async handle(ctx: HttpContext, next: () => Promise<void>): Promise<void> {
    const path = ctx.request.url();
    if (path === '/webhooks/vortex' || stripBasePath(path, routesOptions.basePath) !== undefined) return next();
    const parser = await ctx.containerResolver.make(BodyParserMiddleware);
    return parser.handle(ctx, next);
  }
}

function toInput(ctx: HttpContext): HandlerInput<HttpContext> {
  const { request, response } = ctx.request;
  const path = stripBasePath((request.url ?? '/').split('?', 1)[0] ?? '/', routesOptions.basePath);
  return nodeInput(request, response, { request: ctx, path, fix: 'Use BodyParserBesideVortex in start/kernel.ts.' });
}

function send({ request, response }: HttpContext, { status, headers, body }: HandlerReply): void {
  response.status(status);
  for (const [name, value] of Object.entries(headers)) response.header(name, value);
  if (abandonsBody(request.request, status)) response.header('connection', 'close');
  response.send(JSON.stringify(body));
}
`;
