import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Cloud } from '../../cloud/cloud.ts';
import type { RequestRecord } from '../../cloud/request-log.ts';
import { Json } from './parts/code.tsx';
import { Filters } from './parts/filters.tsx';
import { Breakable, Empty, Facts, Pill, Time } from './parts/parts.tsx';
import { Shell } from './shell.tsx';

const SHOWN = 200;

/** Which requests the page is asked for. */
export interface RequestsQuery {
  readonly failedOnly: boolean;
  /** A method; `''` for all. */
  readonly type: string;
}

interface RequestsProps {
  readonly cloud: Cloud;
  /** Oldest first. */
  readonly requests: readonly RequestRecord[];
  readonly query: RequestsQuery;
  readonly chosen?: RequestRecord;
}

/** The page at `/requests`, and at `/requests/:id` with that request opened. */
export function RequestsView({ cloud, requests, query, chosen }: RequestsProps): JSX.Element {
  const shown = requests
    .filter(
      ({ method, status }) => (query.type === '' || method === query.type) && (!query.failedOnly || status >= 400),
    )
    .slice(-SHOWN)
    .reverse();
  const open = chosen ?? shown[0];
  const methods = [...new Set(requests.map(({ method }) => method))].sort();
  return (
    <Shell cloud={cloud} section="requests" title="Requests">
      <div class="head">
        <h1>Requests</h1>
        {requests.length > 0 && <Filters path="/requests" {...query} types={methods} label="Method" />}
      </div>
      {open ? (
        <div class={chosen ? 'mailbox chosen' : 'mailbox'}>
          <ul class="list messages">
            {shown.map((request) => (
              <Entry request={request} current={request.id === open.id} search={searchOf(query)} />
            ))}
          </ul>
          <Reader request={open} back={`/requests${searchOf(query)}`} />
        </div>
      ) : (
        <Nothing filtered={requests.length > 0} />
      )}
    </Shell>
  );
}

function searchOf({ failedOnly, type }: RequestsQuery): string {
  const search = new URLSearchParams({ ...(failedOnly && { status: 'failed' }), ...(type !== '' && { type }) });
  return search.size > 0 ? `?${search}` : '';
}

interface EntryProps {
  readonly request: RequestRecord;
  readonly current: boolean;
  /** The filter, which stays. */
  readonly search: string;
}

function Entry({ request: { id, at, method, path, status }, current, search }: EntryProps): JSX.Element {
  return (
    <li id={`q-${id}`}>
      <a href={`/requests/${id}${search}#q-${id}`} aria-current={current ? 'true' : undefined}>
        <span class="line">
          <span class="main mono">
            {method} <Breakable text={path} />
          </span>
          <Status of={status} />
        </span>
        <Time iso={at} />
      </a>
    </li>
  );
}

function Reader({ request, back }: { readonly request: RequestRecord; readonly back: string }): JSX.Element {
  const { id, at, method, path, status, durationMs, sdk, idempotencyKey, requestBody, responseBody } = request;
  return (
    <article class="message" id={`r-${id}`} aria-label="Request">
      <a class="back" href={back}>
        All requests
      </a>
      <div class="row">
        <h2 class="mono">
          {method} <Breakable text={path} />
        </h2>
        <Status of={status} />
      </div>
      <Facts
        of={{
          At: <Time iso={at} />,
          Took: `${durationMs} ms`,
          SDK: sdk,
          'Idempotency key': idempotencyKey && <code>{idempotencyKey}</code>,
        }}
      />
      <Body title="Request body" of={id} what="the request body" text={requestBody} />
      <Body title="Response" of={id} what="the response" text={responseBody} />
    </article>
  );
}

interface BodyProps {
  readonly title: string;
  readonly of: string;
  readonly what: string;
  readonly text: string | null;
}

function Body({ title, of, what, text }: BodyProps): JSX.Element {
  return (
    <>
      <h3 class="label">{title}</h3>
      {text === null && <p class="quiet">Not kept: it was not read, or too many requests followed.</p>}
      {text === '' && <p class="quiet">Empty.</p>}
      {text && <Json id={`${title === 'Response' ? 'response' : 'request'}-${of}`} what={what} text={text} />}
    </>
  );
}

function Status({ of }: { readonly of: number }): JSX.Element {
  return <Pill tone={of < 400 ? 'good' : 'bad'}>{of}</Pill>;
}

function Nothing({ filtered }: { readonly filtered: boolean }): JSX.Element {
  if (filtered) {
    return (
      <Empty title="Nothing matches">
        <p>
          No request matches the filter. <a href="/requests">Show everything</a>
        </p>
      </Empty>
    );
  }
  return (
    <Empty title="No requests yet">
      <p>Every API call appears here with its request and response.</p>
    </Empty>
  );
}
