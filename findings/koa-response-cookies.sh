#!/usr/bin/env bash
# koa@3.3.0: a Fetch Response with two Set-Cookie headers as ctx.body is sent with one, both joined by a comma, which
# browsers read as a single cookie. Seen on Node 20.20: 1 header, "a=1; Path=/, b=2; Path=/".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save koa@3.3.0 >/dev/null
cat > run.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import Koa from 'koa';

const app = new Koa();
app.use((ctx) => {
  const headers = new Headers();
  headers.append('set-cookie', 'a=1; Path=/');
  headers.append('set-cookie', 'b=2; Path=/');
  ctx.body = new Response('ok', { headers });
});
const server = createServer(app.callback()).listen(0, '127.0.0.1');
await once(server, 'listening');
const cookies = (await fetch(`http://127.0.0.1:${server.address().port}/`)).headers.getSetCookie();
server.closeAllConnections();
server.close();
console.log('koa@3.3.0', cookies.length, JSON.stringify(cookies));
process.exit(cookies.length === 1 && cookies[0] === 'a=1; Path=/, b=2; Path=/' ? 0 : 1);
JS
node run.mjs
