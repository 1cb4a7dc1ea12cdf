import { loadCases } from '../../../test/client/load-cases.ts';

loadCases({ calls: 2000, timeout: 5000, size: 10_000 });
