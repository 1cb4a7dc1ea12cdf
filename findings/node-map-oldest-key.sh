#!/usr/bin/env bash
# node@24.21.0 (V8): a Map that forgets its oldest key with map.delete(map.keys().next().value), the usual line of a small
# cache, pays for all keys deleted since the map last grew: the new iterator steps over each of them. At 10,000 entries
# an addition with such a deletion takes 75 to 80 times as long as with an iterator kept between calls; at 100 entries,
# twice as long.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save node@24.21.0 >/dev/null
cat > run.mjs <<'JS'
const cost = (size, oldestOf) => {
  const map = new Map(Array.from({ length: size }, (_, i) => [i, i]));
  const oldest = oldestOf(map);
  const start = process.cpuUsage();
  for (let i = size; i < size + 100_000; i++) {
    map.set(i, i);
    map.delete(oldest());
  }
  const { user, system } = process.cpuUsage(start);
  return user + system;
};
const anew = (map) => () => map.keys().next().value;
const kept = (map) => {
  const keys = map.keys();
  return () => keys.next().value;
};
cost(1_000, anew);
cost(1_000, kept);
const ratios = [100, 10_000].map((size) => cost(size, anew) / cost(size, kept));
const [few, many] = ratios.map((ratio) => ratio.toFixed(1));
console.log('node', process.versions.node, 'times as long:', few, 'at 100 entries,', many, 'at 10,000');
process.exit(ratios[0] < 8 && ratios[1] > 15 ? 0 : 1);
JS
node_modules/.bin/node run.mjs
