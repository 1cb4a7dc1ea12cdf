import type { Cloud } from '../../cloud/cloud.ts';
import type { RequestRecord } from '../../cloud/request-log.ts';
import { type Html, html } from './html.ts';
import { pill, time } from './parts.ts';
import { shell } from './shell.ts';

const SHOWN = 200;

/** The page at `/requests`. */
export function requestsView(cloud: Cloud, requests: readonly RequestRecord[]): Html {
  const shown = requests.slice(-SHOWN).reverse();
  const content =
    shown.length > 0
      ? html`<div class="panel scroll"><table class="requests"><thead><tr><th scope="col">When</th><th scope="col">Request</th><th scope="col">Status</th><th scope="col" class="number">Took</th></tr></thead><tbody>${shown.map(row)}</tbody></table></div>`
      : html`<div class="empty"><h2>No requests yet</h2><p>Each call of the server API appears here with its answer's status.</p></div>`;
  return shell(cloud, 'requests', 'Requests', html`<div class="head"><h1>Requests</h1></div>${content}`);
}

function row({ at, method, path, status, durationMs, sdk, idempotencyKey }: RequestRecord): Html {
  const about = [sdk, idempotencyKey && `idempotency key ${idempotencyKey}`].filter(Boolean).join(' · ');
  return html`<tr><td>${time(at)}</td><td><span class="mono">${method} ${path}</span>${about && html`<span class="sub">${about}</span>`}</td><td>${pill(String(status), status < 400 ? 'good' : 'bad')}</td><td class="number">${durationMs} ms</td></tr>`;
}
