import { tokenByHand } from '../../../../../../src/adapters/web.ts';

export const POST = tokenByHand;
