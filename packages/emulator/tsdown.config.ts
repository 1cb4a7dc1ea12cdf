import { packageBuild } from '../../tsdown.base.ts';
import { pageFiles } from './build/page-files.ts';

const build = packageBuild({ entry: { index: 'src/index.ts', cli: 'src/cli.ts' }, esmOnly: true });

// Unlike its siblings this package is a server: it runs on Node only.
export default build.map((config) => ({ ...config, platform: 'node' as const, plugins: [pageFiles()] }));
