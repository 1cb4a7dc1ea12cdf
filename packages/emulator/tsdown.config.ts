import { packageBuild } from '../../tsdown.base.ts';
import { pageFiles } from './build/page-files.ts';

const esm = packageBuild({ entry: { index: 'src/index.ts', cli: 'src/cli.ts' }, esmOnly: true });

// For tests in CommonJS, under Jest above all, which can't require an ES module. The command is an ES module alone.
const cjs = packageBuild({ entry: { index: 'src/index.ts' } }).slice(1);

// Unlike its siblings this package is a server: it runs on Node only.
export default [...esm, ...cjs].map((config) => ({ ...config, platform: 'node' as const, plugins: [pageFiles()] }));
