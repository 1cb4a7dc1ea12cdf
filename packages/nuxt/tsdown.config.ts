import { packageBuild } from '../../tsdown.base.ts';

// Nuxt loads its modules as ES modules, and Nitro bundles handlers as such.
export default packageBuild({ entry: { index: 'src/index.ts', server: 'src/server.ts' }, esmOnly: true });
