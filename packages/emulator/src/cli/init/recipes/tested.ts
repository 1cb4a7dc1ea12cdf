import { optionsFile, type RequestType } from '../options-file.ts';
import type { Project } from '../project.ts';
import { importLine, type Recipe, sourcePath, whoIsSignedIn } from '../recipe.ts';
import { type Style, sourceFile } from '../source-file.ts';

/** A framework whose files are those that the conformance suite runs, in tests/frameworks. */
export interface TestedFramework {
  readonly name: string;
  /** The package to install. Default: `@vortex/core`. */
  readonly package?: string;
  /** Where the options' types are. Default: the package. */
  readonly types?: string;
  /** Where the development server listens. Default: 3000. */
  readonly port?: number;
  /** What its handlers are called with. */
  readonly request: RequestType;
  /** The file of the app's options. Paths have no extension, and are below `src` where the app decides what lies where. */
  readonly options: string;
  /** The others, by their paths. */
  readonly files: Readonly<Record<string, string>>;
  /** The framework decides where files lie, and takes ES modules whatever package.json says. */
  readonly bundled?: boolean;
  /** What is left to do, beside saying who is signed in. `imported` is the line for what the app mounts. */
  readonly steps?: (imported: string) => Recipe['steps'];
}

/** What is done for one of them. */
export function tested(framework: TestedFramework): (project: Project) => Recipe {
  const { name, bundled = false, package: installed = '@vortex/core', types = installed, request } = framework;
  return (project) => {
    const { language, importExtension } = project;
    const style: Style = bundled
      ? { language: language === 'commonjs' ? 'module' : language }
      : { language, importExtension };
    const placed = (path: string): string => (bundled ? path : sourcePath(project, path));
    const options = optionsFile(style, placed(framework.options), types, request);
    return {
      name,
      package: installed,
      port: framework.port ?? 3000,
      files: [options, ...Object.entries(framework.files).map(([path, text]) => sourceFile(style, placed(path), text))],
      steps: [...(framework.steps?.(importLine(project, ['vortex'], './vortex')) ?? []), whoIsSignedIn(options.path)],
    };
  };
}
