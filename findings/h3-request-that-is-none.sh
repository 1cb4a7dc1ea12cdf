#!/usr/bin/env bash
# h3@2.0.8 on Node: `event.req instanceof Request` is true, and `new Request(event.req)` throws a TypeError, as does
# whatever copies a request that way (Hono's and many proxies' way to change a header). `event.req.clone()` works.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save h3@2.0.8 >/dev/null
cat > run.mjs <<'JS'
import { H3, serve } from 'h3';

const seen = {};
const app = new H3().get('/', (event) => {
  seen.isRequest = event.req instanceof Request;
  seen.clones = event.req.clone().url === event.req.url;
  try {
    new Request(event.req);
    seen.copied = true;
  } catch (error) {
    seen.copied = error.name;
  }
  return 'ok';
});
const server = serve(app, { port: 0, hostname: '127.0.0.1', silent: true });
await server.ready();
await fetch(server.url);
await server.close(true);
console.log('h3@2.0.8', JSON.stringify(seen));
process.exit(seen.isRequest === true && seen.clones === true && seen.copied === 'TypeError' ? 0 : 1);
JS
node run.mjs
