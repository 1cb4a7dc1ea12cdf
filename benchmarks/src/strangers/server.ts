/** An Express app with a webhook of the checkout it is told, which tells what it has cost when it is asked. */
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [checkout = ''] = process.argv.slice(2);
const adapter = join(checkout, 'packages/express/package.json');
const { vortexWebhook } = await import(pathToFileURL(join(adapter, '../dist/index.mjs')).href);
const express = createRequire(adapter)('express');

const server = express()
  .use(vortexWebhook({ secret: () => 'whsec_test_strangers' }))
  .listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

let before = process.cpuUsage();
process.on('message', (question) => {
  if (question === 'start') before = process.cpuUsage();
  globalThis.gc?.();
  const { user, system } = process.cpuUsage(before);
  process.send?.({ cpu: user + system, rss: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit());
