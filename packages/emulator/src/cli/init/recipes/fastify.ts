import { optionsFile } from '../options-file.ts';
import type { Project } from '../project.ts';
import { importLine, type Recipe, sourcePath, whoIsSignedIn } from '../recipe.ts';

/** The options of both plugins, for Fastify 5. */
export function fastify(project: Project): Recipe {
  const request = { from: 'fastify', type: 'FastifyRequest', parameter: 'request' };
  const names = ['vortexRoutes', 'vortexWebhook'];
  const file = optionsFile(project, sourcePath(project, 'vortex'), '@vortex/fastify', request);
  return {
    name: 'Fastify',
    package: '@vortex/fastify',
    files: [file],
    steps: [
      {
        say: 'Register both plugins in your app; fastify.vortex is the client afterwards:',
        code: [
          importLine({ ...project, importExtension: '' }, names, '@vortex/fastify'),
          importLine(project, ['routesOptions', 'webhookOptions'], './vortex'),
          'app.register(vortexWebhook, webhookOptions); // reads the raw bytes itself, independently of your parsers',
          "app.register(vortexRoutes, { prefix: '/api/vortex', ...routesOptions });",
        ],
      },
      whoIsSignedIn(file.path),
    ],
  };
}
