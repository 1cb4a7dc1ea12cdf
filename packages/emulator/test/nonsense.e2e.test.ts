// The same with as many cases as `npm run test:all` has time for.
import './nonsense.test.ts';
