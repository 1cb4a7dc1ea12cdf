import type { ApiKeyInfo } from '../../cloud/api-keys.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { type Html, html } from './html.ts';
import { action, time } from './parts.ts';

/** The API keys of the page at `/setup`. */
export function keysPanel({ keys }: Cloud, problem: string | undefined): Html {
  const list = keys.list();
  return html`<section id="keys" aria-labelledby="keys-title"><h2 id="keys-title">API keys</h2>
<p class="quiet">The server API takes each of these, and each signs tokens. All see the same state.</p>
${problem && html`<p class="problem" role="alert">${problem}</p>`}
<ul class="list plain">${list.map((key) => row(key, list.length === 1))}</ul>
<form class="inline" method="post" action="/setup/keys" data-live="The key has been made. It is shown once.">
<label>What it is for <input name="label" maxlength="100" placeholder="staging" autocomplete="off"></label>
<button>Create key</button></form></section>`;
}

function row({ id, label, createdAt }: ApiKeyInfo, last: boolean): Html {
  return html`<li id="k-${id}"><span class="main">${label}<code class="sub">${id}</code></span>${time(createdAt)}
${
  last
    ? html`<span class="quiet">the only one</span>`
    : action(`/setup/keys/${id}/revoke`, 'Revoke', 'The key has been revoked.', {
        confirm: `Revoke the key “${label}”? Whoever uses it, or a token of it, is refused from then on.`,
        about: label,
      })
}</li>`;
}
