/** The same file without its types. Only the few forms that the files of `vortex init` have, as a test looks. */
export function withoutTypes(source: string): string {
  return source
    .replace(/^import type .*\n/gm, '')
    .replace(/^import \{([^}]*)\} from/gm, (_, names: string) => {
      const values = names.split(',').map((name) => name.trim());
      return `import { ${values.filter((name) => name && !name.startsWith('type ')).join(', ')} } from`;
    })
    .replace(/^(?:\/\*\* .* \*\/\n)?export interface \w+ \{[^}]*\}\n\n/gm, '')
    .replace(/(?<=\w|\)|\})\??: (?:void|unknown|[A-Z]\w*(?:<[^>]*>)?(?: \| undefined)?)(?=[,)]| [={])/g, '')
    .replace(/(?<=\w)<[A-Z]\w*>(?=\()/g, '')
    .replace(/^\n+/, '');
}

/** The same file for a project of CommonJS. Only the few forms that the files of `vortex init` have. */
export function toCommonJs(source: string): string {
  const names = [...source.matchAll(/^export (?:const|async function|function) (\w+)/gm)].map(([, name]) => name);
  const body = source
    .replace(/^import \{([^}]*)\} from ('[^']*');$/gm, 'const {$1} = require($2);')
    .replace(/^export /gm, '');
  return `${body}\nmodule.exports = { ${names.join(', ')} };\n`;
}
