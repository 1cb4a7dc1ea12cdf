import { loadCases } from '../../../test/client/load-cases.ts';

loadCases({ calls: 100, timeout: 1000, size: 1000 });
