import { Application } from 'typedoc';
import { ENTRIES } from './reference/sources.ts';
import { ROOT } from './root.ts';

/** Writes the API reference by TypeDoc: every exported name with its types. */
export async function writeApiReference(folder: string): Promise<void> {
  const app = await Application.bootstrap({
    entryPoints: ENTRIES.map(({ source }) => source),
    tsconfig: `${ROOT}/site/tsconfig.api.json`,
    name: 'Vortex for TypeScript',
    readme: 'none',
    out: folder,
    excludeInternal: true,
    excludePrivate: true,
    // A file's place in the repository has no public address.
    disableSources: true,
    githubPages: false,
    logLevel: 'Error',
    validation: false,
    skipErrorChecking: true,
    hideGenerator: true,
  });
  const project = await app.convert();
  if (!project) throw new Error('TypeDoc could not read the packages.');
  await app.generateOutputs(project);
}
