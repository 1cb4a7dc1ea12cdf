import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Cloud } from '../../cloud/cloud.ts';
import type { ApiError } from '../api-error.ts';
import { Shell } from './shell.tsx';

/** What a browser is shown where a program gets JSON. */
export function ErrorPage({ cloud, error }: { readonly cloud: Cloud; readonly error: ApiError }): JSX.Element {
  const title = error.status === 404 ? 'Not found' : 'The request failed';
  return (
    <Shell cloud={cloud} title={title}>
      <div class="refusal">
        <h1>{title}</h1>
        <p class="quiet" role="alert">
          {error.message}
        </p>
        <p>
          <code>
            {error.status} {error.code}
          </code>
        </p>
        <a class="button primary" href="/">
          Go to invitations
        </a>
      </div>
    </Shell>
  );
}
