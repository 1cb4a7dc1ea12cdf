import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Person } from '../team/team.service.js';

/** A request that has passed `SignedInGuard`. */
export interface AppRequest extends Request {
  person?: Person | undefined;
}

/** Who is signed in. */
export const Me = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<AppRequest>().person,
);
