import { packageBuild } from '../../tsdown.base.ts';

// Hooks and context live in the browser: Next's server components take the whole file as the client's by this line.
export default packageBuild({ entry: { index: 'src/index.ts' } }).map((config) => ({
  ...config,
  outputOptions: { banner: "'use client';" },
}));
