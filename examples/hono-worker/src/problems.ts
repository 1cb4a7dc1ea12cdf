import { isVortexError } from '@vortex/hono';
import type { ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { AppEnv } from './env.ts';
import { problemPage } from './pages.ts';

/** What a page of ours says when a call of Vortex, or anything else, has failed. `/api/vortex` answers for itself. */
export const problemAnswer: ErrorHandler<AppEnv> = (error, c) => {
  if (error instanceof HTTPException) return error.getResponse();
  if (isVortexError(error, 'not_found') || isVortexError(error, 'invalid_argument')) {
    return c.html(problemPage('There is no such invitation.'), 404);
  }
  console.error(error.message);
  if (isVortexError(error)) return c.html(problemPage('Vortex could not do this now; the log says why.'), 502);
  return c.html(problemPage('Something went wrong; the log says what.'), 500);
};
