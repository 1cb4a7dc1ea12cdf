// The same with as many cases as `npm run test:all` has time for.
import './any-life.test.ts';
