import type { Context } from 'hono';
import type { Cloud } from '../../cloud/cloud.ts';
import type { ApiError } from '../api-error.ts';
import { ErrorPage } from './error-page.tsx';
import { respondHtml } from './respond.ts';

/** The reply to what can't be done: a page for a browser that looks at pages, JSON for everybody else. */
export function respondProblem(c: Context, cloud: Cloud, error: ApiError): Response | Promise<Response> {
  if (!isForReader(c, error)) return c.json(error.body(), error.status);
  return respondHtml(c, <ErrorPage cloud={cloud} error={error} />, error.status);
}

/** The guard's refusals are JSON: a page would show a stranger what is in the emulator. */
function isForReader({ req }: Context, { status }: ApiError): boolean {
  if (status === 403 || status === 421 || /^\/(api|__emulator)(\/|$)/.test(req.path)) return false;
  return /\btext\/html\b/.test(req.header('accept') ?? '');
}
