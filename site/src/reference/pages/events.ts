import { ALL_WEBHOOK_EVENT_TYPES, type WebhookEventType } from '@vortex/core';
import { createAnalyticsEvent, createWebhookEvent } from '@vortex/core/testing';
import type ts from 'typescript';
import { slugOf } from '../../slug.ts';
import { fields } from '../described.ts';
import { EVENT_MOMENTS } from '../event-facts.ts';
import { code, inline, page, table } from '../markdown.ts';
import { docsOf, fieldsOf, find, typeText } from '../sources.ts';

/** What the Cloud's documentation and examples name in an event's data (protocol §4.3). */
const DOCUMENTED: ReadonlySet<string> = new Set(['invitationId', 'targetEmail']);

/** docs/reference/events.md. */
export function events(): string {
  const dataOf = new Map(
    fieldsOf(find('@vortex/core', 'WebhookEventDataMap')).map((field) => [field.name, typeText(field)]),
  );
  const names = [...new Set(dataOf.values())];
  return page(
    '# Events',
    'Vortex Cloud reports with signed POST requests. A body is either a **webhook event** (it has a `type`: something ' +
      'changed) or an **analytics event** (it has a `name`: somebody used a component). Both are in the union ' +
      '`VortexEvent`, and `event.data` is typed by `event.type`.',
    'The Cloud documents the names of the types, the envelope, and two fields of the data: `invitationId` and ' +
      '`targetEmail` (protocol §4.3). Every other field below is what the emulator sends and is optional in the types: ' +
      'look an invitation up by its id where you depend on more.',
    '## Types',
    table(
      ['Type', 'When', 'Data'],
      ALL_WEBHOOK_EVENT_TYPES.map((type) => [
        `[${inline(type)}](#${slugOf(type)})`,
        EVENT_MOMENTS[type],
        inline(dataOf.get(type) ?? 'OpenEventData'),
      ]),
    ),
    '## The envelope of a webhook event',
    fields(find('@vortex/core', 'WebhookEventEnvelope'), 'Field'),
    '## The envelope of an analytics event',
    fields(find('@vortex/core', 'VortexAnalyticsEvent'), 'Field'),
    'An example:',
    code(json({ ...createAnalyticsEvent('widget_loaded'), id: 'ae_1', timestamp: TIMESTAMP }), 'json'),
    '## Fields of the data',
    ...names.flatMap((name) => [
      `### ${name}`,
      docsOf(find('@vortex/core', name)).text,
      data(find('@vortex/core', name)),
    ]),
    '## Example bodies',
    'As `createWebhookEvent` of `@vortex/core/testing` makes them; the ids and the time are fixed here.',
    ...ALL_WEBHOOK_EVENT_TYPES.flatMap((type) => [`### ${type}`, EVENT_MOMENTS[type], code(example(type), 'json')]),
  );
}

const TIMESTAMP = '2026-01-01T12:00:00.000Z';

function data(symbol: ts.Symbol): string {
  const rows = fieldsOf(symbol).map((field) => [
    inline(field.name),
    inline(typeText(field)),
    DOCUMENTED.has(field.name) ? 'yes' : 'not known',
    docsOf(field).text,
  ]);
  if (rows.length === 0) return 'No fields are known; any may come.';
  return table(['Field', 'Type', 'Sent by the Cloud', 'Description'], rows);
}

function example(type: WebhookEventType): string {
  const event = createWebhookEvent(type);
  return json({ ...event, id: 'evt_1', timestamp: TIMESTAMP });
}

function json(value: object): string {
  return JSON.stringify(value, fixed, 2);
}

/** Ids that differ at every run would make the page differ at every run. */
function fixed(_key: string, value: unknown): unknown {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
    ? '00000000-0000-4000-8000-000000000001'
    : value;
}
