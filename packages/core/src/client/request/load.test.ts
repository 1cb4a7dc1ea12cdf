import { loadCases } from '../../../test/client/load-cases.ts';

loadCases({ calls: 500, size: 4000 });
