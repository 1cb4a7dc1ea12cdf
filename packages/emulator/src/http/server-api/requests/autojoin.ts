import { comparableDomain } from '@vortex/core';
import type { AutojoinInput } from '../../../cloud/invitations/input.ts';
import { BodyReader } from '../../validation.ts';

export function readConfigureAutojoin(value: unknown): AutojoinInput {
  const reader = new BodyReader();
  const body = reader.body(
    value,
    '{"scopeType":"team","scope":"team-1","domains":["example.com"],"componentId":"my-component"}',
  );
  const domains = reader.strings(body, 'domains', 'email domains').map(normalizeDomain);
  for (const domain of domains) {
    if (!/^[^\s@.]+(\.[^\s@.]+)+$/.test(domain)) {
      reader.problem('domains', `has ${JSON.stringify(domain)}, which is not a domain such as example.com.`);
    }
  }
  const input: AutojoinInput = {
    scope: {
      type: reader.string(body, 'scopeType', 'the kind of scope, such as "team"'),
      groupId: reader.string(body, 'scope', "the scope's id in your system"),
      name: reader.optionalString(body, 'scopeName'),
    },
    domains: [...new Set(domains)],
    componentId: reader.string(
      // Its name before the rename, still sent by old SDKs (docs/protocol.md §3.8).
      body.componentId === undefined ? { ...body, componentId: body.widgetId } : body,
      'componentId',
      'the id of a component',
    ),
    metadata: reader.optionalObject(body, 'metadata'),
  };
  reader.finish();
  return input;
}

/** In ASCII form, without a leading `@`: how the real Cloud normalises is not documented (docs/protocol.md §3.8). */
export function normalizeDomain(domain: string): string {
  return comparableDomain(domain.trim().replace(/^@/, ''));
}
