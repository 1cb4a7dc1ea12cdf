import { ALL_WEBHOOK_EVENT_TYPES } from '@vortex/core';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { Delivery } from '../../../cloud/webhooks/delivery.ts';
import type { WebhookEndpoint } from '../../../cloud/webhooks/endpoint.ts';
import { Action } from '../parts/action.tsx';
import { Field } from '../parts/field.tsx';
import { Breakable, Pill } from '../parts/parts.tsx';

interface WebhooksProps {
  readonly cloud: Cloud;
  /** Why an address was refused, and which. */
  readonly problem?: { readonly message: string; readonly value?: string };
}

/** The webhook endpoints of the page at `/setup`. */
export function WebhooksPanel({ cloud: { webhooks }, problem }: WebhooksProps): JSX.Element {
  const { endpoints, deliveries } = webhooks;
  const waiting = countByEndpoint(deliveries.filter(({ status }) => status === 'pending'));
  return (
    <section id="webhooks" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">Webhook endpoints</h2>
      <p class="quiet">Where events are delivered, signed with the secret of each.</p>
      {endpoints.length > 0 ? (
        <ul class="list plain">
          {endpoints.map((endpoint) => (
            <Endpoint endpoint={endpoint} waiting={waiting.get(endpoint.id) ?? 0} />
          ))}
        </ul>
      ) : (
        <p class="none">No webhook endpoint yet: events are not delivered.</p>
      )}
      <form
        class="inline"
        method="post"
        action="/setup/webhooks"
        data-live="The webhook endpoint has been added. Its secret is shown only once."
      >
        <Field
          id="webhook-url"
          name="url"
          label="URL"
          required
          placeholder="http://127.0.0.1:3000/webhooks/vortex"
          value={problem?.value}
          problem={problem?.message}
        />
        <button type="submit">Add webhook</button>
        <details class="more events">
          <summary>Only some events</summary>
          <fieldset>
            <legend>None chosen: all events except analytics</legend>
            {[...ALL_WEBHOOK_EVENT_TYPES, 'analytics'].map((type) => (
              <label>
                <input type="checkbox" name="events" value={type} /> {type}
              </label>
            ))}
          </fieldset>
        </details>
      </form>
    </section>
  );
}

interface EndpointProps {
  readonly endpoint: WebhookEndpoint;
  /** How many deliveries have not been made. */
  readonly waiting: number;
}

function Endpoint({ endpoint: { id, url, events, paused }, waiting }: EndpointProps): JSX.Element {
  const path = `/setup/webhooks/${id}`;
  return (
    <li id={`w-${id}`}>
      <span class="main">
        <Breakable text={url} />
        <span class="sub">{events?.join(', ') ?? 'all events except analytics'}</span>
      </span>
      {paused ? (
        <Pill tone="wait">{waiting > 0 ? `paused · ${waiting} waiting` : 'paused'}</Pill>
      ) : (
        <Pill tone="good">active</Pill>
      )}
      <div class="row">
        {paused ? (
          <Action path={`${path}/resume`} label="Resume" said="Events are being delivered again." about={url} />
        ) : (
          <Action path={`${path}/pause`} label="Pause" said="Events are now held back." about={url} />
        )}
        <Action
          path={`${path}/rotate`}
          label="Rotate secret"
          said="The secret has been changed. It is shown only once."
          confirm={`Sign deliveries to ${url} with a new secret from now on?`}
          about={url}
        />
        <Action
          path={`${path}/delete`}
          label="Delete"
          said="The webhook endpoint has been deleted."
          confirm={`Stop delivering to ${url}?`}
          about={url}
        />
      </div>
    </li>
  );
}

function countByEndpoint(deliveries: readonly Delivery[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { endpointId } of deliveries) counts.set(endpointId, (counts.get(endpointId) ?? 0) + 1);
  return counts;
}
