import { join } from 'node:path';
import { build, createServer, serve } from 'vitepress';
import { writeApiReference } from './api-reference.ts';
import { writeContent } from './content.ts';
import { writePlainText } from './plain-text.ts';
import { SITE } from './root.ts';

const OUT = join(SITE, 'dist');
const [command = 'dev', port = '4173'] = process.argv.slice(2);

if (command === 'build') {
  const all = writeContent();
  await build(SITE);
  writePlainText(all, OUT);
  await writeApiReference(join(OUT, 'api'));
} else if (command === 'serve') {
  await serve({ root: SITE, port: Number(port) });
} else if (command === 'dev') {
  writeContent();
  const server = await createServer(SITE, { port: Number(port), host: '127.0.0.1' });
  await server.listen();
  server.printUrls();
} else {
  console.error(`Unknown command ${JSON.stringify(command)}: one of dev, build, serve.`);
  process.exitCode = 2;
}
