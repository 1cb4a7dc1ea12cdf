import { ALL_WEBHOOK_EVENT_TYPES } from '@vortex/core';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Cloud } from '../../cloud/cloud.ts';
import { CLI } from '../../shared/cli-name.ts';
import { DeliveryRow } from './delivery-row.tsx';
import { Filters } from './parts/filters.tsx';
import { Empty } from './parts/parts.tsx';
import { Shell } from './shell.tsx';

const SHOWN = 100;

/** Which deliveries the page is asked for. */
export interface DeliveriesQuery {
  readonly failedOnly: boolean;
  /** `''` for all. */
  readonly type: string;
}

/** The page at `/deliveries`. */
export function DeliveriesView({
  cloud,
  query,
}: {
  readonly cloud: Cloud;
  readonly query: DeliveriesQuery;
}): JSX.Element {
  const { endpoints, deliveries } = cloud.webhooks;
  const asked = deliveries.filter(
    ({ type, status, attempts }) =>
      (query.type === '' || type === query.type) &&
      (!query.failedOnly || status === 'failed' || (status === 'pending' && attempts.length > 0)),
  );
  const shown = asked.slice(-SHOWN).reverse();
  const paused = new Set(endpoints.filter((endpoint) => endpoint.paused).map(({ id }) => id));
  const types = [...new Set(deliveries.map(({ type }) => type))].sort();
  return (
    <Shell cloud={cloud} section="deliveries" title="Deliveries">
      <div class="head">
        <h1>Deliveries</h1>
        <a href="/setup#webhooks">
          {endpoints.length === 1 ? '1 webhook endpoint' : `${endpoints.length} webhook endpoints`}
        </a>
      </div>
      {endpoints.length > 0 && (
        <div class="tools">
          <TestEvent />
          {deliveries.length > 0 && <Filters path="/deliveries" {...query} types={types} label="Event type" />}
        </div>
      )}
      {shown.length > 0 ? (
        <ul class="list">
          {shown.map((delivery) => (
            <DeliveryRow delivery={delivery} paused={paused.has(delivery.endpointId)} />
          ))}
        </ul>
      ) : (
        <Nothing filtered={deliveries.length > 0} hasEndpoints={endpoints.length > 0} />
      )}
      {asked.length > SHOWN && (
        <p class="quiet actions">
          The newest {SHOWN} of {asked.length}.
        </p>
      )}
    </Shell>
  );
}

function TestEvent(): JSX.Element {
  return (
    <form class="test-event" method="post" action="/deliveries/test" data-live="The test event has been sent.">
      <div class="field">
        <label for="test-type">Test event</label>
        <select id="test-type" name="type">
          {ALL_WEBHOOK_EVENT_TYPES.map((type) => (
            <option value={type}>{type}</option>
          ))}
        </select>
      </div>
      <button type="submit" class="primary">
        Send test event
      </button>
    </form>
  );
}

function Nothing({
  filtered,
  hasEndpoints,
}: {
  readonly filtered: boolean;
  readonly hasEndpoints: boolean;
}): JSX.Element {
  if (filtered) {
    return (
      <Empty title="Nothing matches">
        <p>
          No delivery matches the filter. <a href="/deliveries">Show everything</a>
        </p>
      </Empty>
    );
  }
  if (hasEndpoints) {
    return (
      <Empty title="Nothing delivered yet">
        <p>Events appear here with each attempt, as soon as something happens to an invitation.</p>
      </Empty>
    );
  }
  return (
    <Empty title="No webhook endpoint to deliver to">
      <p>
        <a href="/setup#webhooks">Add your app's webhook URL</a>, or start the emulator with it.
      </p>
      <pre tabindex={0}>{CLI} dev --webhook http://127.0.0.1:3000/webhooks/vortex</pre>
    </Empty>
  );
}
