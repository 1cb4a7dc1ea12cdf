import { vortexRoutes } from '@vortex/next';
import { currentUser } from '../../../../lib/session.ts';
import { vortex } from '../../../../lib/vortex.ts';

/** What the page's components call. Closed: members of the team may list its invitations, and so on. */
export const { GET, POST, PUT, PATCH, DELETE } = vortexRoutes({ vortex, authenticate: currentUser });
