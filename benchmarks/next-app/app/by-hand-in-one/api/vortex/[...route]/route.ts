import { tokenByHand } from '../../../../../../src/adapters/web.ts';

/** At a path of the kind that our routes have: how Next finds it is a part of what a request costs. */
export const POST = tokenByHand;
