import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

const root = process.cwd();

/**
 * What the type check of CI says of a fault, if anything: nobody could merge it. Names that it leaves unused don't count,
 * since whoever makes such a mistake takes them out.
 *
 * @param {import('./mutations.mjs').Mutant} mutant
 * @returns {string | undefined}
 */
export function typeErrorOf({ file, start, end, to }) {
  const text = readFileSync(file, 'utf8');
  const checker = checkerOf(file);
  const [error] = checker.errorsIn(resolve(file), text.slice(0, start) + to + text.slice(end));
  return error && `the compiler: TS${error.code}`;
}

/** @typedef {{ errorsIn(file: string, text: string): readonly ts.Diagnostic[] }} Checker */
/** @type {Map<string, Checker>} */
const checkers = new Map();

/**
 * One for each package, which keeps what it knows of the other files.
 *
 * @param {string} file
 */
function checkerOf(file) {
  const config = join(root, ...file.split('/').slice(0, 2), 'tsconfig.json');
  const made = checkers.get(config) ?? checkerFor(config);
  checkers.set(config, made);
  return made;
}

/**
 * @param {string} config
 * @returns {Checker}
 */
function checkerFor(config) {
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    dirname(config),
    { noUnusedLocals: false, noUnusedParameters: false, allowUnreachableCode: true },
  );
  let edited = { file: '', text: '' };
  let version = 0;
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => fileNames,
    getScriptVersion: (name) => (name === edited.file ? `${version}` : '0'),
    getScriptSnapshot(name) {
      const text = name === edited.file ? edited.text : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => dirname(config),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  return {
    errorsIn(name, text) {
      edited = { file: name, text };
      version++;
      return service.getSemanticDiagnostics(name);
    },
  };
}
