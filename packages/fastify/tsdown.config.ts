import { packageBuild } from '../../tsdown.base.ts';

const build = packageBuild({ entry: { index: 'src/index.ts' } });

// Fastify runs on what has Node's modules only.
export default build.map((config) => ({ ...config, platform: 'node' as const }));
