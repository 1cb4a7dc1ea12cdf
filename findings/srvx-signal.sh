#!/usr/bin/env bash
# srvx@0.8.16 on Node, which Nitro 3.0.0 serves with: `request.signal` is aborted as soon as the body has been read, while
# the client waits for its answer. A fetch that takes the signal on fails then. 0.11.22 aborts it when the client goes away.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save srvx@0.8.16 srvx-0.11@npm:srvx@0.11.22 >/dev/null
cat > run.mjs <<'JS'
import { setTimeout as wait } from 'node:timers/promises';

const seen = {};
for (const name of ['srvx', 'srvx-0.11']) {
  const { serve } = await import(name);
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    silent: true,
    async fetch(request) {
      const { signal } = request;
      await request.text();
      await wait(50);
      return Response.json({ aborted: signal.aborted });
    },
  });
  await server.ready();
  const answer = await fetch(server.url, { method: 'POST', body: 'hello' });
  seen[name] = (await answer.json()).aborted;
  await server.close(true);
}
console.log('aborted after the body was read: srvx@0.8.16', seen.srvx, '- srvx@0.11.22', seen['srvx-0.11']);
process.exit(seen.srvx === true && seen['srvx-0.11'] === false ? 0 : 1);
JS
node run.mjs
