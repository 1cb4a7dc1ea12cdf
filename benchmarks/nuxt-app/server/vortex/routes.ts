import { vortexRoutes } from '@vortex/nuxt/server';
import { signedIn, vortex } from '../../../src/adapters/app.ts';

export default vortexRoutes({ authenticate: signedIn, vortex });
