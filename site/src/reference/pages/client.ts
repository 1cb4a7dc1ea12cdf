import { callable, fields } from '../described.ts';
import { inline, page } from '../markdown.ts';
import { docsOf, fieldsOf, find, isClassMember, staticsOf } from '../sources.ts';

/** Methods that sign, which have a page of their own. */
export const SIGNING: ReadonlySet<string> = new Set(['generateToken', 'generateJwt', 'sign', 'canonicalJson']);

/** docs/reference/client.md. */
export function client(): string {
  const vortex = find('@vortex/core', 'Vortex');
  const methods = [...fieldsOf(vortex), ...staticsOf(vortex)].filter(
    (method) => isClassMember(method) && !SIGNING.has(method.name),
  );
  return page(
    '# Client',
    docsOf(vortex).text,
    'Failed calls reject with a `VortexApiError`; [Errors](errors.md#client) lists the codes. Tokens have ' +
      '[a page of their own](tokens.md).',
    '## Options',
    '`new Vortex(apiKey)` or `new Vortex(options)`:',
    fields(find('@vortex/core', 'VortexOptions')),
    'Every method takes options for one call as its last argument:',
    fields(find('@vortex/core', 'RequestOptions')),
    'Lists take these as well:',
    fields(find('@vortex/core', 'ListOptions')),
    ...methods.map((method) => callable(method, inline(method.name))),
    '## An invitation',
    docsOf(find('@vortex/core', 'InvitationResult')).text,
    fields(find('@vortex/core', 'InvitationResult'), 'Field'),
    '## What `createInvitation` takes',
    fields(find('@vortex/core', 'CreateInvitationRequest'), 'Field'),
  );
}
