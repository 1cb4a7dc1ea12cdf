import type { Cloud } from '../../cloud/cloud.ts';
import type { Delivery, DeliveryAttempt } from '../../cloud/webhooks/delivery.ts';
import { CLI } from '../../shared/cli-name.ts';
import { type Html, html } from './html.ts';
import { action, facts, pill, prettyJson, time } from './parts.ts';
import { shell } from './shell.ts';

const SHOWN = 100;

/** The page at `/deliveries`. */
export function deliveriesView(cloud: Cloud): Html {
  const { endpoints, deliveries, size } = cloud.webhooks;
  const shown = deliveries.slice(-SHOWN).reverse();
  const paused = new Set(endpoints.filter((webhook) => webhook.paused).map(({ id }) => id));
  return shell(
    cloud,
    'deliveries',
    'Deliveries',
    html`<div class="head"><h1>Deliveries</h1><a class="button" href="/setup#webhooks">${endpoints.length === 1 ? '1 webhook' : `${endpoints.length} webhooks`}</a></div>
${shown.length > 0 ? html`<ul class="list">${shown.map((delivery) => row(delivery, paused.has(delivery.endpointId)))}</ul>` : nothing(endpoints.length > 0)}
${size > SHOWN && html`<p class="quiet actions">The newest ${SHOWN} of ${size}.</p>`}
`,
  );
}

function row(delivery: Delivery, paused: boolean): Html {
  const { id, type, url, status, attempts, event, nextAttemptAt } = delivery;
  return html`<li id="d-${id}"><details><summary>
<span class="main">${type}<span class="sub">${url}</span></span>${state(delivery, paused)}${time(event.timestamp)}</summary>
<div class="detail">
${facts({ Event: html`<code>${event.id}</code>`, 'Next attempt': attempts.length > 0 && nextAttemptAt ? time(nextAttemptAt) : null })}
<h2 class="label">Attempts</h2>
${attempts.length > 0 ? html`<div class="scroll"><table><thead><tr><th scope="col">When</th><th scope="col">Answer</th><th scope="col" class="number">Took</th></tr></thead><tbody>${attempts.map(attempt)}</tbody></table></div>` : html`<p class="quiet">None yet.</p>`}
<h2 class="label">Body</h2>${prettyJson(event)}
<div class="row actions">${action(`/deliveries/${id}/redeliver`, status === 'pending' ? 'Deliver now' : 'Redeliver', 'Sent again.')}</div>
</div></details></li>`;
}

function attempt({ at, headers, status, error, durationMs, response }: DeliveryAttempt): Html {
  const answer = status === null ? pill('no answer', 'bad') : pill(String(status), status < 300 ? 'good' : 'bad');
  const sent = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return html`<tr><td>${time(at)}</td><td>${answer} <span class="quiet">${error ?? response.slice(0, 200)}</span>
<details class="more"><summary>Sent with</summary><pre tabindex="0">${sent.join('\n')}</pre></details></td><td class="number">${durationMs} ms</td></tr>`;
}

function state({ status, attempts }: Delivery, paused: boolean): Html {
  const tries = attempts.length > 1 ? ` · ${attempts.length} attempts` : '';
  if (status === 'delivered') return pill(`delivered${tries}`, 'good');
  if (status === 'failed') return pill(`failed${tries}`, 'bad');
  if (paused) return pill('waits: paused', 'wait');
  return pill(attempts.length > 0 ? `retrying${tries}` : 'pending', 'wait');
}

function nothing(hasEndpoints: boolean): Html {
  return hasEndpoints
    ? html`<div class="empty"><h2>Nothing delivered yet</h2><p>Events appear here with each attempt, as soon as something happens to an invitation.</p></div>`
    : html`<div class="empty"><h2>No webhook to deliver to</h2><p><a href="/setup#webhooks">Add the address of your app's webhook</a>, or start the emulator with it.</p>
<pre tabindex="0">${CLI} dev --webhook http://127.0.0.1:3000/webhooks/vortex</pre></div>`;
}
