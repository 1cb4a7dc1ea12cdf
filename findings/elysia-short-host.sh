#!/usr/bin/env bash
# elysia@1.4.30 under Node: a request whose host has up to three letters and no port is answered with 404 NOT_FOUND, as
# inside a container network where a service is called "api"; with one letter more the same route answers 200.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save elysia@1.4.30 >/dev/null
cat > run.mjs <<'JS'
import { Elysia } from 'elysia';

const app = new Elysia().get('/x', () => 'here');
const status = async (host) => (await app.handle(new Request(`http://${host}/x`))).status;
const seen = { api: await status('api'), app1: await status('app1'), 'api:3000': await status('api:3000') };
console.log('elysia@1.4.30', JSON.stringify(seen));
process.exit(seen.api === 404 && seen.app1 === 200 ? 0 : 1);
JS
node run.mjs
