#!/usr/bin/env bash
# hono@4.13.19 under typescript@6.0.3 and 7.0.2: a handler that is not async, and returns c.redirect() on one path and a
# promise of a Response on the other, has no errors under 6 and is refused under 7 (TS2769, no overload matches). With
# `async` in front of it, both take it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save hono@4.13.19 six@npm:typescript@6.0.3 seven@npm:typescript@7.0.2 >/dev/null
cat > app.ts <<'TS'
import { Hono } from 'hono';

declare const found: boolean;
declare function page(): Promise<Response>;
export const app = new Hono()
  .get('/async/:id', async (c) => (found ? page() : c.redirect('/', 302)))
  .get('/plain/:id', (c) => (found ? page() : c.redirect('/', 302)));
TS
check() {
  node "node_modules/$1/bin/tsc" --noEmit --strict --skipLibCheck --target es2022 --module nodenext --lib es2022,dom --types '' app.ts |
    grep -oE '^app.ts\([0-9]+,[0-9]+\): error TS[0-9]+' || true
}
six=$(check six)
seven=$(check seven)
echo "typescript@6.0.3: ${six:-no errors}"
echo "typescript@7.0.2: ${seven:-no errors}"
[ -z "$six" ] && [[ $seven == 'app.ts(7,'*'error TS2769' ]]
