/** The same file for a project of CommonJS. Only the few forms that the files of `vortex init` have. */
export function toCommonJs(source: string): string {
  const names = [...source.matchAll(/^export (?:const|async function|function) (\w+)/gm)].map(([, name]) => name);
  const body = source
    .replace(/^import \{([^}]*)\} from ('[^']*');$/gm, 'const {$1} = require($2);')
    .replace(/^export /gm, '');
  return `${body}\nmodule.exports = { ${names.join(', ')} };\n`;
}
