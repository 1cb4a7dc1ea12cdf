import { toCommonJs, withoutTypes } from './languages.ts';
import type { Project } from './project.ts';
import type { NewFile } from './write-files.ts';

/** How a project's own files are written. */
export interface Style extends Pick<Project, 'language'> {
  /** What its own imports end with. Left out: what they end with already. */
  readonly importExtension?: Project['importExtension'];
}

/**
 * A file of TypeScript as the project has its own.
 *
 * @param path - Without its extension.
 */
export function sourceFile({ language, importExtension }: Style, path: string, source: string): NewFile {
  const typed =
    importExtension === undefined ? source : source.replace(/(from '\.[^']*?)(?:\.ts)?';$/gm, `$1${importExtension}';`);
  if (language === 'typescript') return { path: `${path}.ts`, content: typed };
  const module = withoutTypes(typed);
  return { path: `${path}.js`, content: language === 'commonjs' ? toCommonJs(module) : module };
}
