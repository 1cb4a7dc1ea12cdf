import { fileURLToPath } from 'node:url';
import { startsOf } from '@vortex/example-web/testing';
import { redisIsHere } from '@vortex/test-support/redis-server';
import { SERVERS } from '@vortex/test-support/sql-servers';
import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { redisServer } from '../src/servers.ts';

// Politely, so that it ends what it has started.
const run = startsOf(fileURLToPath(new URL('../src/main.ts', import.meta.url)), 'SIGTERM');

describe.skipIf(!redisIsHere() || !SERVERS.postgres)('the queue example', () => {
  test.each([
    [[], '30 events handled, 30 effects, 1 on the dead-letter list.'],
    [['--pg-boss'], '30 events handled, 30 effects, 0 on the dead-letter list.'],
  ])(
    '--once %j handles each event once and ends with 0',
    async (args, line) => {
      const started = run(['--once', ...args]);
      expect(await started.end(), started.output()).toBe(0);
      expect(started.output()).toContain(line);
      expect(started.output()).toMatch(/Ended\.\n$/);
    },
    180_000,
  );

  test('Redis has a job on its disk before it says so', async () => {
    const server = await redisServer();
    try {
      await server.start();
      const redis = new Redis(server.url);
      expect(await redis.config('GET', 'append*')).toEqual(
        expect.arrayContaining(['appendonly', 'yes', 'appendfsync', 'always']),
      );
      redis.disconnect();
    } finally {
      await server.stop();
    }
  });

  test('SIGTERM drains: what was sent is handled, and everything ends', async () => {
    const started = run([]);
    await expect.poll(() => started.output(), { timeout: 120_000 }).toMatch(/sent 3, handled [23]/);
    expect(await started.end('SIGTERM'), started.output()).toBe(0);
    expect(started.output()).toMatch(/Draining: .*\nEnded\.\n$/);
  }, 180_000);

  test.each([
    // So many that there is time to kill each part more than once.
    ['BullMQ on Redis', [], 5_000],
    ['pg-boss on Postgres', ['--pg-boss'], 1_000],
  ] as const)(
    '%s: killed one after the other, each event has its effect once',
    async (_name, args, events) => {
      const started = run(['--chaos', '--events', String(events), ...args]);
      expect(await started.end(), started.output()).toBe(0);
      const output = started.output();
      expect(output).toMatch(new RegExp(`events with their effect +${events.toLocaleString('en-US')}\\n`));
      expect(output).toMatch(new RegExp(`rows of effects +${events.toLocaleString('en-US')}\\n`));
      expect(output).toMatch(/effects of forged events +0\n/);
      expect(output).toMatch(/killed with SIGKILL +receiver A \d+, .*worker \d+, .*postgres \d+/);
    },
    600_000,
  );
});
