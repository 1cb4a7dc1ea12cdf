import { vortexRoutes } from '@vortex/next';
import { signedIn, vortex } from '../../../../../src/adapters/app.ts';

export const { GET, POST, PUT, PATCH, DELETE } = vortexRoutes({ authenticate: signedIn, vortex });
