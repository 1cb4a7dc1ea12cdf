import type { Project } from './project.ts';
import type { NewFile } from './write-files.ts';

/** What `vortex init` does for one framework. */
export interface Recipe {
  /** How the framework is called. */
  readonly name: string;
  /** The package to install. */
  readonly package: string;
  /** Where the development server listens. Default: 3000. */
  readonly port?: number;
  readonly files: readonly NewFile[];
  /** What is left to do by hand: a sentence, and lines of code below it. */
  readonly steps: readonly { readonly say: string; readonly code?: readonly string[] }[];
}

/** Where a file of the app's own code lies, without its extension. */
export function sourcePath({ has }: Project, name: string): string {
  return `${has('src') ? 'src/' : ''}${name}`;
}

/** How another file of the app gets names from it. */
export function importLine({ language, importExtension }: Project, names: readonly string[], from: string): string {
  const list = `{ ${names.join(', ')} }`;
  return language === 'commonjs'
    ? `const ${list} = require('${from}');`
    : `import ${list} from '${from}${importExtension}';`;
}

/** What every webhook that we write does: one event, told on the console. */
export const ON_ACCEPTED = `  on: {
    'invitation.accepted': async (event) => {
      console.log('accepted', event.data.invitationId, event.data.targetEmail);
    },
  },`;

/** What stands in every `authenticate` that we write, and is true until somebody writes another one. */
export const NOBODY = `  // Until you return a user, the response to every call is 401. Return the user of your session, such as
  // { id: session.userId, email: session.verifiedEmail, scopes: [{ type: 'team', id: 42, admin: false }] }
  return null;`;

/** The comment above it. */
export const WHO =
  '/** Returns the signed-in user. `email` must be verified: its owner may read and accept invitations sent to it. */';

/** The whole of it, as a function of the file. */
export function signedInUser(parameter: string): string {
  return `${WHO}
async function signedInUser(${parameter}): Promise<VortexUser | null> {
${NOBODY}
}
`;
}

/** The step that follows in every framework. */
export function whoIsSignedIn(path: string): { readonly say: string } {
  return {
    say: `Return the signed-in user in signedInUser in ${path}. Until then, the response to every call is 401.`,
  };
}
