import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ApiKeyInfo } from '../../../cloud/api-keys.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import { Action } from '../parts/action.tsx';
import { Copyable } from '../parts/copy.tsx';
import { Field } from '../parts/field.tsx';
import { Time } from '../parts/parts.tsx';

interface KeysProps {
  readonly cloud: Cloud;
  readonly problem?: string;
}

/** The API keys of the page at `/setup`. */
export function KeysPanel({ cloud: { keys }, problem }: KeysProps): JSX.Element {
  const list = keys.list();
  return (
    <section id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">API keys</h2>
      <p class="quiet">The server API accepts each of these keys, and each signs tokens. All see the same state.</p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <ul class="list plain">
        {list.map((key) => (
          <Key {...key} only={list.length === 1} />
        ))}
      </ul>
      <form
        class="inline"
        method="post"
        action="/setup/keys"
        data-live="The key has been created. It is shown only once."
      >
        <Field id="key-label" name="label" label="Purpose" maxlength={100} placeholder="staging" />
        <button type="submit">Create key</button>
      </form>
    </section>
  );
}

function Key({ id, label, createdAt, only }: ApiKeyInfo & { readonly only: boolean }): JSX.Element {
  return (
    <li id={`k-${id}`}>
      <span class="main">
        {label}
        <span class="sub">
          <Copyable what={`the ID of ${label}`} text={id} />
        </span>
      </span>
      <Time iso={createdAt} />
      {only ? (
        <span class="quiet">the only one</span>
      ) : (
        <Action
          path={`/setup/keys/${id}/revoke`}
          label="Revoke"
          said="The key has been revoked."
          confirm={`Revoke the key “${label}”? Requests and tokens that use it will be refused.`}
          about={label}
        />
      )}
    </li>
  );
}
