import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Person } from '@vortex/example-web';
import type { Request } from 'express';

/** A request that has passed `SignedInGuard`. */
export interface AppRequest extends Request {
  person?: Person | undefined;
}

/** Who is signed in. */
export const Me = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<AppRequest>().person,
);
