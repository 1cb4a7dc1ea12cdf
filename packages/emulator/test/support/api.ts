import type { Emulator } from '../../src/emulator/emulator.ts';

/** What came back, its body parsed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape.
  readonly body: any;
}

/** A raw request to the server API, below `/api/v1/invitations`. */
export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string | undefined>>,
) => Promise<Answer>;

export function apiOf(emulator: Emulator): Call {
  return async (method, path, body, headers = {}) => {
    const sent = new Headers({ 'x-api-key': emulator.apiKey, 'content-type': 'application/json' });
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined) sent.delete(name);
      else sent.set(name, value);
    }
    const answer = await fetch(`${emulator.url}/api/v1/invitations${path}`, {
      method,
      headers: sent,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
}

/** A body for a create, as the wire has it. */
export function createBody(value: string, groupId?: string, type = 'email'): Record<string, unknown> {
  return {
    widgetConfigurationId: 'component-1',
    target: { type, value },
    inviter: { userId: 'user-1', name: 'Ada' },
    ...(groupId && { groups: [{ type: 'team', groupId, name: 'Engineering' }] }),
  };
}
