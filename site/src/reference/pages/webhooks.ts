import { callable, fields } from '../described.ts';
import { inline, page } from '../markdown.ts';
import { responses } from '../responses.ts';
import { docsOf, fieldsOf, find, isClassMember } from '../sources.ts';

/** docs/reference/webhooks.md. */
export function webhooks(): string {
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
    '## Responses',
    responses('webhook'),
    'How often Vortex delivers an event again, and after what time, is not documented.',
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
