#!/usr/bin/env bash
# node@24.21.0 on Linux: process.resourceUsage().maxRSS of a child process is not below what its parent held when it started
# the child (605 MB, where the child itself uses 41), because fork() and exec() hand the maximum on. memoryUsage().rss is
# the child's own. In children of a large process, the memory of an import seems to be the same for every package.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save node@24.21.0 >/dev/null
cat > run.mjs <<'JS'
import { execFileSync } from 'node:child_process';

const MB = 1024 ** 2;
const child = () => {
  const program = 'console.log(JSON.stringify([process.resourceUsage().maxRSS * 1024, process.memoryUsage().rss]))';
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' })).map((bytes) => Math.round(bytes / MB));
};
const [small] = child();
const held = Buffer.alloc(600 * MB, 1);
const [large, own] = child();
console.log(`maxRSS of a child: ${small} MB, of a parent that holds ${held.length / MB} MB: ${large} MB, while its rss is ${own} MB`);
process.exit(small < 200 && large > 600 && own < 200 ? 0 : 1);
JS
node_modules/.bin/node run.mjs
