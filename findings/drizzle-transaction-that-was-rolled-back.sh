#!/usr/bin/env bash
# drizzle-orm@0.45.4 on PGlite (a real Postgres): a unique violation that is caught inside transaction() has already
# poisoned the transaction; Postgres turns the COMMIT into a ROLLBACK, and transaction() resolves all the same. The row
# written before the violation is not there. An insert with ON CONFLICT DO NOTHING has no such end.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save drizzle-orm@0.45.4 @electric-sql/pglite@0.3.14 >/dev/null
cat > run.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';

const db = drizzle(new PGlite());
await db.execute(sql`create table seen (id text primary key)`);
await db.execute(sql`create table effect (n int)`);
await db.execute(sql`insert into seen values ('evt')`);
const outcome = await db
  .transaction(async (tx) => {
    await tx.execute(sql`insert into effect values (1)`);
    try {
      await tx.execute(sql`insert into seen values ('evt')`);
    } catch {
      // Seen before: nothing to do.
    }
    return 'resolved';
  })
  .catch((error) => `rejected: ${error.message}`);
const { rows } = await db.execute(sql`select count(*)::int as n from effect`);
console.log('drizzle-orm@0.45.4', outcome, 'rows written:', rows[0].n);
process.exit(outcome === 'resolved' && rows[0].n === 0 ? 0 : 1);
JS
node run.mjs
