#!/usr/bin/env bash
# srvx@0.11.22 on Node: after `await request.text()`, `request.bodyUsed` is false (Node 24; `request.body` is then an empty
# stream) or its getter throws a TypeError (Node 20), so that code which asks whether a body is still there takes one that
# was read for an empty one. Asked for before text() as well, bodyUsed is true afterwards. 0.8.16 and 1.0.8 say true.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save srvx@0.11.22 >/dev/null
cat > run.mjs <<'JS'
import { serve } from 'srvx';

const server = serve({
  port: 0,
  hostname: '127.0.0.1',
  silent: true,
  async fetch(request) {
    const askedBefore = new URL(request.url).pathname === '/asked' ? request.bodyUsed : undefined;
    const text = await request.text();
    let bodyUsed;
    try {
      bodyUsed = request.bodyUsed;
    } catch (error) {
      bodyUsed = error.name;
    }
    return Response.json({ text, askedBefore, bodyUsed });
  },
});
await server.ready();
const post = async (path) => (await fetch(new URL(path, server.url), { method: 'POST', body: 'hello' })).json();
const seen = { plain: await post('/plain'), asked: await post('/asked') };
await server.close(true);
console.log('srvx@0.11.22', JSON.stringify(seen));
process.exit(seen.plain.text === 'hello' && [false, 'TypeError'].includes(seen.plain.bodyUsed) && seen.asked.bodyUsed === true ? 0 : 1);
JS
node run.mjs
