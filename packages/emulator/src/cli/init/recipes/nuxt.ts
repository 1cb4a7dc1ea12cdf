import { optionsFile } from '../options-file.ts';
import type { Project } from '../project.ts';
import { type Recipe, whoIsSignedIn } from '../recipe.ts';

/** The two handlers that the module of `@vortex/nuxt` mounts. */
export function nuxt(project: Project): Recipe {
  const language = project.language === 'typescript' ? 'typescript' : 'module';
  const extension = language === 'typescript' ? 'ts' : 'js';
  const options = `server/vortex/options.${extension}`;
  const handler = (name: 'vortexRoutes' | 'vortexWebhook', given: string) =>
    `import { ${name} } from '@vortex/nuxt/server';\nimport { ${given} } from './options';\n\nexport default ${name}(${given});\n`;
  return {
    name: 'Nuxt',
    package: '@vortex/nuxt',
    files: [
      optionsFile({ ...project, language }, options, '@vortex/nuxt/server', {
        from: 'h3',
        type: 'H3Event',
        parameter: 'event',
      }),
      { path: `server/vortex/webhook.${extension}`, content: handler('vortexWebhook', 'webhookOptions') },
      { path: `server/vortex/routes.${extension}`, content: handler('vortexRoutes', 'routesOptions') },
    ],
    steps: [{ say: 'Add the module in nuxt.config:', code: ["modules: ['@vortex/nuxt'],"] }, whoIsSignedIn(options)],
  };
}
