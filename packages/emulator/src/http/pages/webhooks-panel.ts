import { ALL_WEBHOOK_EVENT_TYPES } from '@vortex/core';
import type { Cloud } from '../../cloud/cloud.ts';
import type { Delivery } from '../../cloud/webhooks/delivery.ts';
import type { WebhookEndpoint } from '../../cloud/webhooks/endpoint.ts';
import { type Html, html } from './html.ts';
import { action, pill } from './parts.ts';

/** The webhooks of the page at `/setup`. */
export function webhooksPanel({ webhooks }: Cloud, problem: string | undefined): Html {
  const { endpoints, deliveries } = webhooks;
  const waiting = countByEndpoint(deliveries.filter(({ status }) => status === 'pending'));
  return html`<section id="webhooks" aria-labelledby="webhooks-title"><h2 id="webhooks-title">Webhooks</h2>
<p class="quiet">Where events are delivered, signed with the secret of each.</p>
${problem && html`<p class="problem" role="alert">${problem}</p>`}
${
  endpoints.length > 0
    ? html`<ul class="list plain">${endpoints.map((webhook) => row(webhook, waiting.get(webhook.id) ?? 0))}</ul>`
    : html`<p class="none">No webhook yet: events are delivered to nobody.</p>`
}
<form class="inline" method="post" action="/setup/webhooks" data-live="The webhook has been added. Its secret is shown once.">
<label>URL <input name="url" type="url" required placeholder="http://127.0.0.1:3000/webhooks/vortex" autocomplete="off"></label>
<button>Add webhook</button>
<details class="events"><summary>Only some events</summary><fieldset><legend>None chosen: every event but analytics</legend>
${[...ALL_WEBHOOK_EVENT_TYPES, 'analytics'].map((type) => html`<label><input type="checkbox" name="events" value="${type}"> ${type}</label>`)}</fieldset></details>
</form></section>`;
}

function row({ id, url, events, paused }: WebhookEndpoint, waiting: number): Html {
  const path = `/setup/webhooks/${id}`;
  return html`<li id="w-${id}"><span class="main">${url}<span class="sub">${events?.join(', ') ?? 'every event but analytics'}</span></span>
${paused ? pill(waiting > 0 ? `paused · ${waiting} waiting` : 'paused', 'wait') : pill('active', 'good')}
<div class="row">${
    paused
      ? action(`${path}/resume`, 'Resume', 'Events are delivered again.', { about: url })
      : action(`${path}/pause`, 'Pause', 'Events wait from now on.', { about: url })
  }
${action(`${path}/rotate`, 'Rotate secret', 'The secret has been changed. It is shown once.', {
  confirm: `Sign deliveries to ${url} with a new secret from now on?`,
  about: url,
})}
${action(`${path}/delete`, 'Delete', 'The webhook has been deleted.', {
  confirm: `Deliver nothing to ${url} any more?`,
  about: url,
})}</div></li>`;
}

function countByEndpoint(deliveries: readonly Delivery[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { endpointId } of deliveries) counts.set(endpointId, (counts.get(endpointId) ?? 0) + 1);
  return counts;
}
