#!/usr/bin/env bash
# validator@13.15.35: normalizeEmail() with its defaults cuts what follows a hyphen in a Yahoo address, so that two
# addresses become one; and it rewrites every Yandex domain to yandex.ru. Sub-addresses are a feature of some plans only;
# a hyphen is an ordinary character of a Yahoo name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save validator@13.15.35 >/dev/null
cat > run.mjs <<'JS'
import validator from 'validator';

const seen = ['example-one@yahoo.com', 'example-two@yahoo.com', 'example@yandex.com'].map((one) =>
  validator.normalizeEmail(one),
);
console.log('validator@13.15.35', JSON.stringify(seen));
const expected = ['example@yahoo.com', 'example@yahoo.com', 'example@yandex.ru'];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
node run.mjs
