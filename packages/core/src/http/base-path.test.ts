import { expect, test } from 'vitest';
import { stripBasePath } from '../adapter.ts';

test.each([
  ['/api/vortex/jwt', '/api/vortex', '/jwt'],
  ['/api/vortex/jwt', '/api/vortex/', '/jwt'],
  ['/api/vortex', '/api/vortex', '/'],
  ['/api/vortex/', '/api/vortex', '/'],
  ['/jwt', '/', '/jwt'],
  ['/jwt', '', '/jwt'],
  ['/api/vortex/a%2Fb', '/api/vortex', '/a%2Fb'],
  ['/api/vortexes/jwt', '/api/vortex', undefined],
  ['/api', '/api/vortex', undefined],
  ['/other/api/vortex/jwt', '/api/vortex', undefined],
])('%s below %s is %s', (pathname, basePath, rest) => {
  expect(stripBasePath(pathname, basePath)).toBe(rest);
});
