import { toCommonJs } from '../common-js.ts';
import { optionsFile, type RequestType } from '../options-file.ts';
import type { Project } from '../project.ts';
import { importLine, type Recipe, sourcePath, whoIsSignedIn } from '../recipe.ts';

/** A server whose handlers are mounted by a line of the app. */
export interface NodeFramework {
  readonly name: string;
  readonly port?: number;
  /** What its handlers are called with. */
  readonly request: RequestType;
  /** The file that the app mounts, in TypeScript or JavaScript; `extension` is that of its imports. */
  readonly glue: (typed: boolean, extension: string) => string;
  /** How: a sentence, and lines below the import. */
  readonly mount: string;
  readonly code: readonly string[];
}

/** The files of one of them: the app's options, and what is mounted. */
export function nodeRecipe(framework: NodeFramework): (project: Project) => Recipe {
  return (project) => {
    const typed = project.language === 'typescript';
    const options = sourcePath(project, 'vortex-options');
    const source = framework.glue(typed, project.importExtension);
    return {
      name: framework.name,
      package: '@vortex/core',
      port: framework.port ?? 3000,
      files: [
        optionsFile(project, options, '@vortex/core', framework.request),
        {
          path: sourcePath(project, 'vortex'),
          content: project.language === 'commonjs' ? toCommonJs(source) : source,
        },
      ],
      steps: [
        { say: framework.mount, code: [importLine(project, ['vortex'], './vortex'), ...framework.code] },
        whoIsSignedIn(options),
      ],
    };
  };
}
