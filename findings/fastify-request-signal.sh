#!/usr/bin/env bash
# fastify@5.12.8: `request.signal` is aborted while the handler of a POST with a body runs, though the client is still
# there and gets its answer. For a GET it is not. Seen on Node 20.20 and 24.21: "GET false, POST true".
# Whoever hands request.signal to fetch or a database cancels the work of every POST.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save fastify@5.12.8 >/dev/null
cat > run.mjs <<'JS'
import fastify from 'fastify';

const app = fastify();
const aborted = {};
const handler = async (request) => {
  const { signal } = request;
  await new Promise((resolve) => setTimeout(resolve, 50));
  aborted[request.method] = signal.aborted;
  return 'answered';
};
app.get('/', handler);
app.post('/', handler);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
const answers = [
  await (await fetch(url)).text(),
  await (
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' })
  ).text(),
];
await app.close();
console.log(`fastify@5.12.8: GET ${aborted.GET}, POST ${aborted.POST}; answers: ${answers.join(', ')}`);
process.exit(aborted.GET === false && aborted.POST === true ? 0 : 1);
JS
node run.mjs
