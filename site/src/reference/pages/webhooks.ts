import { callable, fields } from '../described.ts';
import { ERROR_FACTS } from '../error-facts.ts';
import { inline, page, table } from '../markdown.ts';
import { docsOf, errorGroups, fieldsOf, find, isClassMember } from '../sources.ts';

/** docs/reference/webhooks.md. */
export function webhooks(): string {
  const groups = errorGroups();
  const answered = [...(groups.Webhooks ?? []), ...(groups['Requests to our handlers'] ?? [])].filter((code) =>
    ANSWERS.has(code),
  );
  const vortexWebhooks = find('@vortex/core', 'VortexWebhooks');
  return page(
    '# Webhooks',
    'Every adapter has a `vortexWebhook` that takes these options; `VortexWebhooks` is for code without one of our handlers. ' +
      'What events there are is in [Events](events.md).',
    '## Options',
    fields(find('@vortex/core', 'VortexWebhookOptions')),
    '## What a handler gets',
    'The event, and a context:',
    fields(find('@vortex/core', 'WebhookContext'), 'Field'),
    '## Statuses',
    'Vortex delivers an event again unless the answer is 2xx. How often, and after what time, is not documented.',
    table(
      ['Status', 'Code', 'Meaning'],
      [
        ['`200`', '', 'Handled: `{ "received": true }`. With `"duplicate": true`: it had been handled before.'],
        ...answered.map((code) => [
          inline(ERROR_FACTS[code].status ?? '500'),
          `[${inline(code)}](errors.md#${code})`,
          ERROR_FACTS[code].meaning,
        ]),
      ],
    ),
    '## `VortexWebhooks`',
    docsOf(vortexWebhooks).text,
    ...fieldsOf(vortexWebhooks)
      .filter(isClassMember)
      .map((method) => callable(method, inline(method.name), '###')),
    '## Replay stores',
    docsOf(find('@vortex/core', 'ReplayStore')).text,
    fields(find('@vortex/core', 'ReplayStore'), 'Method'),
  );
}

const ANSWERS: ReadonlySet<string> = new Set([
  'signature_missing',
  'signature_invalid',
  'signature_repeated',
  'raw_body_unavailable',
  'invalid_event',
  'event_too_old',
  'event_in_progress',
  'handler_failed',
  'handler_timeout',
  'store_unavailable',
  'method_not_allowed',
  'unsupported_content_encoding',
  'body_too_large',
  'body_unreadable',
  'body_timeout',
  'internal_error',
]);
