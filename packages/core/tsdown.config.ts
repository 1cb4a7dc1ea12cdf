import { packageBuild } from '../../tsdown.base.ts';

export default packageBuild({
  entry: {
    index: 'src/index.ts',
    adapter: 'src/adapter.ts',
    browser: 'src/browser.ts',
    'durable-object': 'src/durable-object.ts',
    fetch: 'src/fetch.ts',
    openapi: 'src/openapi.ts',
    redis: 'src/redis.ts',
    sql: 'src/sql.ts',
    testing: 'src/testing.ts',
  },
  bundle: ['@noble/hashes'],
  bundleInCommonJs: ['jose'],
});
