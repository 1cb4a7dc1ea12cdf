import { packageBuild } from '../../tsdown.base.ts';

export default packageBuild({
  entry: { index: 'src/index.ts', 'durable-object': 'src/durable-object.ts', variables: 'src/variables.ts' },
});
