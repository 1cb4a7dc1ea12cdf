import { packageBuild } from '../../tsdown.base.ts';

// Vitest is an ES module, and so is all that imports it.
const build = packageBuild({
  entry: {
    index: 'src/index.ts',
    'failing-app': 'src/failing-app.ts',
    'failing-options': 'src/failing-options.ts',
    listen: 'src/listen.ts',
    options: 'src/options.ts',
    remote: 'src/remote.ts',
    specimen: 'src/specimen.ts',
    stderr: 'src/stderr.ts',
  },
  esmOnly: true,
});

// The suite runs on Node; of an app under test only `listen` and `failing-app` do.
export default build.map((config) => ({ ...config, platform: 'node' as const }));
