import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Delivery, DeliveryAttempt } from '../../cloud/webhooks/delivery.ts';
import { Action } from './parts/action.tsx';
import { Code, Json } from './parts/code.tsx';
import { Copyable } from './parts/copy.tsx';
import { Breakable, Facts, Pill, Time } from './parts/parts.tsx';

interface RowProps {
  readonly delivery: Delivery;
  /** Whether its endpoint is. */
  readonly paused: boolean;
}

/** One delivery of the list, which opens. */
export function DeliveryRow({ delivery, paused }: RowProps): JSX.Element {
  const { id, type, url, status, attempts, event, body, nextAttemptAt } = delivery;
  return (
    <li id={`d-${id}`}>
      <details>
        <summary>
          <span class="main">
            <Breakable text={type} />
            <span class="sub">
              <Breakable text={url} />
            </span>
            <Reason of={delivery} />
          </span>
          <State of={delivery} paused={paused} />
          <Time iso={event.timestamp} />
        </summary>
        <div class="detail">
          <Facts
            of={{
              Event: <Copyable what="the event's ID" text={event.id} />,
              'Next attempt': attempts.length > 0 && nextAttemptAt ? <Time iso={nextAttemptAt} /> : null,
            }}
          />
          <h2 class="label">Attempts</h2>
          {attempts.length > 0 ? <Attempts of={delivery} /> : <p class="quiet">None yet.</p>}
          <h2 class="label">Body</h2>
          <Json id={`body-${id}`} what="the body" text={body} />
          <div class="row actions">
            <Action
              path={`/deliveries/${id}/redeliver`}
              label={status === 'pending' ? 'Deliver now' : 'Redeliver'}
              said="Sent again."
            />
          </div>
        </div>
      </details>
    </li>
  );
}

function Attempts({ of: { id, attempts } }: { readonly of: Delivery }): JSX.Element {
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Response</th>
            <th scope="col" class="number">
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt, index) => (
            <Attempt id={`sent-${id}-${index}`} attempt={attempt} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Attempt({ id, attempt }: { readonly id: string; readonly attempt: DeliveryAttempt }): JSX.Element {
  const { at, headers, status, error, durationMs, response } = attempt;
  const sent = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <tr>
      <td>
        <Time iso={at} />
      </td>
      <td>
        {status === null ? (
          <Pill tone="bad">no response</Pill>
        ) : (
          <Pill tone={status < 300 ? 'good' : 'bad'}>{status}</Pill>
        )}{' '}
        <span class="quiet">{error ?? response.slice(0, 200)}</span>
        <details class="more">
          <summary>Headers sent</summary>
          <Code id={id} what="the headers" text={sent.join('\n')} />
        </details>
      </td>
      <td class="number">{durationMs} ms</td>
    </tr>
  );
}

/** Why it has not arrived, without opening anything. */
function Reason({ of: { status, attempts } }: { readonly of: Delivery }): JSX.Element | null {
  const last = attempts.at(-1);
  if (status === 'delivered' || !last) return null;
  const reason = last.error ?? [`${last.status}`, last.response].filter(Boolean).join(': ');
  return <span class="sub reason">{reason.slice(0, 120)}</span>;
}

function State({ of: { status, attempts }, paused }: { readonly of: Delivery; readonly paused: boolean }): JSX.Element {
  const tries = attempts.length > 1 ? ` · ${attempts.length} attempts` : '';
  if (status === 'delivered') return <Pill tone="good">{`delivered${tries}`}</Pill>;
  if (status === 'failed') return <Pill tone="bad">{`failed${tries}`}</Pill>;
  if (paused) return <Pill tone="wait">waits: paused</Pill>;
  return <Pill tone="wait">{attempts.length > 0 ? `retrying${tries}` : 'pending'}</Pill>;
}
