import { optionsFile } from '../options-file.ts';
import type { Project } from '../project.ts';
import { type Recipe, whoIsSignedIn } from '../recipe.ts';
import type { EventFramework } from './event-frameworks.ts';

/** The files of one of them: the app's options, the two handlers, and a route for each. */
export function eventRecipe(framework: EventFramework): (project: Project) => Recipe {
  return (project) => {
    // What bundles the app takes ES modules, whatever package.json says.
    const language = project.language === 'typescript' ? 'typescript' : 'module';
    const extension = language === 'typescript' ? 'ts' : 'js';
    const options = `${framework.options}.${extension}`;
    const file = ({ path, content }: { readonly path: string; readonly content: string }) => ({
      path: `${path}.${extension}`,
      content,
    });
    return {
      name: framework.name,
      package: '@vortex/core',
      port: framework.port,
      files: [
        optionsFile({ ...project, language }, options, '@vortex/core', framework.event),
        file({ path: framework.glue, content: glue(framework, language === 'typescript') }),
        file(framework.webhook),
        file(framework.routes),
      ],
      steps: [...(framework.steps ?? []), whoIsSignedIn(options)],
    };
  };
}

function glue({ event, options }: EventFramework, typed: boolean): string {
  const { type, from } = event;
  const generic = typed ? `<${type}>` : '';
  const own = from.startsWith('.');
  const imports = [
    { from: '@vortex/core/fetch', line: "import { vortexRoutes, vortexWebhook } from '@vortex/core/fetch';\n" },
    ...(typed && !own ? [{ from, line: `import type { ${type} } from '${from}';\n` }] : []),
  ].sort((one, other) => (one.from < other.from ? -1 : 1));
  const declared = `/** What a handler of a server route gets. */
export interface ${type} {
  readonly request: Request;
  readonly context: unknown;
}

`;
  return `${imports.map(({ line }) => line).join('')}import { routesOptions, webhookOptions } from './${options.split('/').at(-1)}';

${typed && own ? declared : ''}const requestOf = ({ request }${typed ? `: ${type}): Request` : ')'} => request;

export const webhook = vortexWebhook${generic}({ requestOf, ...webhookOptions });
export const routes = vortexRoutes${generic}({ requestOf, ...routesOptions });
`;
}
