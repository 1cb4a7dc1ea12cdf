import { toCommonJs } from './common-js.ts';
import type { Project } from './project.ts';
import { importLine, NOBODY, type Recipe, sourcePath, WHO, whoIsSignedIn } from './recipe.ts';

/** A plugin for Fastify, which has no package of its own: two functions over the handlers of `@vortex/core/adapter`. */
export function fastify(project: Project): Recipe {
  const typed = project.language === 'typescript';
  const as = (type: string): string => (typed ? `: ${type}` : '');
  const generic = typed ? '<FastifyRequest>' : '';
  const path = sourcePath(project, 'vortex');
  const source = `${
    typed
      ? `import type { VortexRoutesOptions, VortexUser, VortexWebhookOptions } from '@vortex/core';
import { type HandlerInput, type HandlerReply, handleRoute, receiveWebhook, stripBasePath } from '@vortex/core/adapter';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';`
      : "import { handleRoute, receiveWebhook, stripBasePath } from '@vortex/core/adapter';"
  }

// Signed with VORTEX_WEBHOOK_SECRET.
const webhook${as(`VortexWebhookOptions${generic}`)} = {
  on: {
    'invitation.accepted': async (event) => {
      console.log('accepted', event.data.invitationId, event.data.targetEmail);
    },
  },
};

// What the Vortex components of your pages call. The key is VORTEX_API_KEY.
const routes${as(`VortexRoutesOptions${generic}`)} = { authenticate: signedInUser };

${WHO}
async function signedInUser(_request${as('FastifyRequest')})${as('Promise<VortexUser | null>')} {
${NOBODY}
}

/** POST /webhooks/vortex, and /api/vortex. Register it without \`fastify-plugin\`: its body parser is for itself alone. */
export async function vortex(app${as('FastifyInstance')})${as('Promise<void>')} {
  // The signature is over the raw bytes.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.all('/webhooks/vortex', async (request, reply) => {
    return send(reply, await receiveWebhook(toInput(request, '/'), webhook));
  });
  app.all('/api/vortex/*', async (request, reply) => {
    const path = stripBasePath(request.url.split('?')[0] ?? '', '/api/vortex') ?? '/';
    return send(reply, await handleRoute(toInput(request, path), routes));
  });
}

function toInput(request${as('FastifyRequest')}, path${as('string')})${as(`HandlerInput${generic}`)} {
  const { method, url, headers, body } = request;
  return {
    method,
    path,
    query: url.split(/\\?(.*)/s)[1] ?? '',
    header: (name) => {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    body: body instanceof Uint8Array ? body : new Uint8Array(),
    request,
  };
}

function send(reply${as('FastifyReply')}, { status, headers, body }${as('HandlerReply')})${as('FastifyReply')} {
  return reply.code(status).headers(headers).send(JSON.stringify(body));
}
`;
  return {
    name: 'Fastify',
    package: '@vortex/core',
    files: [{ path, content: project.language === 'commonjs' ? toCommonJs(source) : source }],
    steps: [
      {
        say: 'Register it in your app:',
        code: [importLine(project, ['vortex'], './vortex'), 'app.register(vortex);'],
      },
      whoIsSignedIn(path),
    ],
  };
}
