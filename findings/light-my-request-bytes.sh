#!/usr/bin/env bash
# light-my-request@6.8.1 (Fastify's inject): a payload that is a Uint8Array is sent as JSON of its indices, a
# URLSearchParams as "{}"; only strings, Buffers and Node streams are sent as they are. `fetch` sends all four as bytes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save light-my-request@6.8.1 >/dev/null
cat > run.mjs <<'JS'
import inject from 'light-my-request';

const echo = (req, res) => {
  let body = '';
  req.on('data', (chunk) => {
    body += chunk;
  });
  req.on('end', () => res.end(body));
};
const sent = async (payload) => (await inject(echo, { method: 'POST', url: '/', payload })).payload;
const seen = {
  buffer: await sent(Buffer.from('hi')),
  bytes: await sent(new Uint8Array([104, 105])),
  form: await sent(new URLSearchParams({ a: '1' })),
};
console.log('light-my-request@6.8.1', JSON.stringify(seen));
process.exit(seen.buffer === 'hi' && seen.bytes === '{"0":104,"1":105}' && seen.form === '{}' ? 0 : 1);
JS
node run.mjs
