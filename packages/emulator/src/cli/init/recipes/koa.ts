import type { Project } from '../project.ts';
import type { Recipe } from '../recipe.ts';
import { nodeRecipe } from './node-recipe.ts';

/** A middleware for Koa, over the handlers of `@vortex/core/adapter`. */
export const koa: (project: Project) => Recipe = nodeRecipe({
  name: 'Koa',
  request: { from: 'koa', type: 'Context', parameter: 'ctx' },
  mount: 'Use it in your app, before a body parser and after what reads your session:',
  code: ['app.use(vortex);'],
  glue: (typed, extension) => `${
    typed
      ? `import {
  abandonsBody,
  type HandlerReply,
  handleRoute,
  nodeInput,
  receiveWebhook,
  stripBasePath,
} from '@vortex/core/adapter';
import type { Context, Middleware } from 'koa';`
      : "import { abandonsBody, handleRoute, nodeInput, receiveWebhook, stripBasePath } from '@vortex/core/adapter';"
  }
import { routesOptions, webhookOptions } from './vortex-options${extension}';

/** Use it before a body parser: the signature is over the raw bytes. */
export const vortex${typed ? ': Middleware' : ''} = async (ctx, next) => {
  const path = stripBasePath(ctx.path, routesOptions.basePath);
  const input = nodeInput(ctx.req, ctx.res, {
    request: ctx,
    path,
    fix: 'Use the Vortex middleware before a body parser.',
  });
  if (ctx.path === '/webhooks/vortex') send(ctx, await receiveWebhook(input, webhookOptions));
  else if (path !== undefined) send(ctx, await handleRoute(input, routesOptions));
  else await next();
};

function send(ctx${typed ? ': Context' : ''}, { status, headers, body }${typed ? ': HandlerReply): void' : ')'} {
  ctx.status = status;
  ctx.set(abandonsBody(ctx.req, status) ? { ...headers, connection: 'close' } : headers);
  ctx.body = JSON.stringify(body);
}
`,
});
