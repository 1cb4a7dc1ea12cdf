import { ON_ACCEPTED, signedInUser } from './recipe.ts';
import { type Style, sourceFile } from './source-file.ts';
import type { NewFile } from './write-files.ts';

/** What the functions of the options get: how the framework calls it, and which package has its type. */
export interface RequestType {
  /** Without it, the type is the platform's own. */
  readonly from?: string;
  readonly type: string;
  /** The name of a parameter for it. */
  readonly parameter: string;
  /** The type, where it is the app's own. */
  readonly declared?: string;
}

/** The file with the two options, which is the app's own: its event handlers, and who is signed in. */
export function optionsFile(
  style: Style,
  path: string,
  from: string,
  { from: framework, type, parameter, declared = '' }: RequestType,
): NewFile {
  const types = [
    { from, line: `import type { VortexRoutesOptions, VortexUser, VortexWebhookOptions } from '${from}';\n` },
    ...(framework === undefined ? [] : [{ from: framework, line: `import type { ${type} } from '${framework}';\n` }]),
  ].sort((one, other) => (one.from < other.from ? -1 : 1));
  return sourceFile(
    style,
    path,
    `${types.map(({ line }) => line).join('')}
${declared}/** POST /webhooks/vortex, signed with VORTEX_WEBHOOK_SECRET. */
export const webhookOptions: VortexWebhookOptions<${type}> = {
${ON_ACCEPTED}
};

/** The routes that the Vortex components of your pages call, below /api/vortex. The key is VORTEX_API_KEY. */
export const routesOptions: VortexRoutesOptions<${type}> = { authenticate: signedInUser };

${signedInUser(`_${parameter}: ${type}`)}`,
  );
}
