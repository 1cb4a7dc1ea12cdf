import { toCommonJs } from './common-js.ts';
import type { Project } from './project.ts';
import { NOBODY, WHO } from './recipe.ts';
import type { NewFile } from './write-files.ts';

/** What the functions of the options get: how the framework calls it, and which package has its type. */
export interface RequestType {
  /** Where there is none, the type is the platform's own. */
  readonly from?: string;
  readonly type: string;
  /** The name of a parameter for it. */
  readonly parameter: string;
}

/** The file with the two options, which is the app's own: its event handlers, and who is signed in. */
export function optionsFile(
  { language }: Project,
  path: string,
  from: string,
  { from: framework, type, parameter }: RequestType,
): NewFile {
  const typed = language === 'typescript';
  const as = (name: string): string => (typed ? `: ${name}` : '');
  const types = [
    { from, line: `import type { VortexRoutesOptions, VortexUser, VortexWebhookOptions } from '${from}';\n` },
    ...(framework === undefined ? [] : [{ from: framework, line: `import type { ${type} } from '${framework}';\n` }]),
  ].sort((one, other) => (orderOf(one.from) < orderOf(other.from) ? -1 : 1));
  const source = `${typed ? `${types.map(({ line }) => line).join('')}\n` : ''}/** POST /webhooks/vortex, signed with VORTEX_WEBHOOK_SECRET. */
export const webhookOptions${as(`VortexWebhookOptions<${type}>`)} = {
  on: {
    'invitation.accepted': async (event) => {
      console.log('accepted', event.data.invitationId, event.data.targetEmail);
    },
  },
};

/** What the Vortex components of your pages call, below /api/vortex. The key is VORTEX_API_KEY. */
export const routesOptions${as(`VortexRoutesOptions<${type}>`)} = { authenticate: signedInUser };

${WHO}
async function signedInUser(_${parameter}${as(type)})${as('Promise<VortexUser | null>')} {
${NOBODY}
}
`;
  return { path, content: language === 'commonjs' ? toCommonJs(source) : source };
}

/** The app's own files come after packages. */
function orderOf(from: string): string {
  return from.startsWith('.') ? `~${from}` : from;
}
