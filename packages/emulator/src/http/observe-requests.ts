import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { iso } from '../cloud/clock.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { RequestLog } from '../cloud/request-log.ts';
import type { Changes } from '../shared/changes.ts';
import { tapResponse } from './tap-response.ts';

/** Observers of requests. */
export interface Observers {
  readonly requests: RequestLog;
  readonly cloud: Cloud;
  readonly changes: Changes;
  readonly log: (line: string) => void;
}

/** Writes every request down, with what was sent and answered. */
export function observeRequests(observers: Observers): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const { requests, cloud, changes, log } = observers;
  return async (c, next) => {
    const started = performance.now();
    await next();
    const url = new URL(c.req.url);
    const name = c.req.header('x-vortex-sdk-name');
    const version = c.req.header('x-vortex-sdk-version');
    const durationMs = Math.round((performance.now() - started) * 10) / 10;
    const path = url.pathname + url.search;
    const keepResponse = requests.add({
      at: iso(cloud.clock.now()),
      method: c.req.method,
      path,
      status: c.res.status,
      durationMs,
      idempotencyKey: c.req.header('idempotency-key') ?? null,
      sdk: name ? `${name}${version ? ` ${version}` : ''}` : null,
      requestBody: await bodyOf(c),
    });
    tapResponse(c.env.outgoing, keepResponse);
    log(`${c.req.method} ${path} ${c.res.status} ${durationMs} ms`);
    changes.notify();
  };
}

/** The body, where somebody has read it: the response to a refused request does not wait for the rest of its body. */
async function bodyOf({ req }: Context): Promise<string | null> {
  if (req.method === 'GET' || req.method === 'HEAD') return '';
  if (Object.keys(req.bodyCache).length === 0) return null;
  try {
    return await req.text();
  } catch {
    return null;
  }
}
