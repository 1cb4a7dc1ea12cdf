import { receiveByHand } from '../../../../../src/adapters/web.ts';

export const POST = receiveByHand;
