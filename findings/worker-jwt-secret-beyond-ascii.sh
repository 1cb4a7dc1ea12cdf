#!/usr/bin/env bash
# @tsndr/cloudflare-worker-jwt@3.2.3: with a secret that has characters beyond ASCII, its HS256 tokens do not verify in
# jose@6.2.17 with the UTF-8 bytes of the same secret, and jose's do not verify in it; each verifies its own. With an
# ASCII secret both agree. It takes one byte of each character instead of UTF-8.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save @tsndr/cloudflare-worker-jwt@3.2.3 jose@6.2.17 >/dev/null
cat > run.mjs <<'JS'
import jwt from '@tsndr/cloudflare-worker-jwt';
import { jwtVerify, SignJWT } from 'jose';

async function agree(secret) {
  const bytes = new TextEncoder().encode(secret);
  const theirs = await jwt.sign({ sub: 'user-1' }, secret);
  const ours = await new SignJWT({ sub: 'user-1' }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(bytes);
  const inJose = await jwtVerify(theirs, bytes).then(() => true, () => false);
  const inTheirs = await jwt.verify(ours, secret).then(Boolean, () => false);
  const own = Boolean(await jwt.verify(theirs, secret));
  return { own, inJose, inTheirs };
}
const ascii = await agree('plain-secret');
const beyond = await agree('clé-secrète');
console.log('@tsndr/cloudflare-worker-jwt@3.2.3', JSON.stringify({ ascii, beyond }));
const holds = ascii.inJose && ascii.inTheirs && beyond.own && !beyond.inJose && !beyond.inTheirs;
process.exit(holds ? 0 : 1);
JS
node run.mjs
