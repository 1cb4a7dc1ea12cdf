import type { VortexErrorCode } from '@vortex/core';
import { ERROR_FACTS } from '../error-facts.ts';
import { inline, page } from '../markdown.ts';
import { errorGroups } from '../sources.ts';

/** docs/reference/errors.md. */
export function errors(): string {
  const groups = errorGroups();
  return page(
    '# Errors',
    'Every error of these packages is a `VortexError` with a stable `code`. Branch on the code, never on the message. ' +
      'If one of our handlers responds to a request, the code is also in the body: `{ "error": "...", "code": "..." }`.',
    '```ts\n' +
      "import { isVortexError, Vortex } from '@vortex/core';\n\n" +
      'const vortex = new Vortex();\n' +
      'try {\n' +
      "  await vortex.acceptInvitation('invitation-id', { email: 'grace@example.com' });\n" +
      '} catch (error) {\n' +
      "  if (!isVortexError(error, 'conflict')) throw error;\n" +
      '}\n' +
      '```',
    ...Object.entries(groups).flatMap(([title, codes]) => [`## ${title}`, ...codes.map(section)]),
  );
}

function section(code: VortexErrorCode): string {
  const { meaning, cause, fix, status } = ERROR_FACTS[code];
  return page(
    `### ${code}`,
    meaning,
    `**Usual cause:** ${cause}`,
    `**What to do:** ${fix}`,
    status && `**Status of our response:** ${inline(status)}`,
  ).trimEnd();
}
