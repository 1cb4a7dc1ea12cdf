import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AppRequest } from './me.decorator.js';
import { PUBLIC } from './public.decorator.js';
import { SessionsService } from './sessions.service.js';

/** The app's global guard: everything but what is `@Public()` is for people who are signed in. */
@Injectable()
export class SignedInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<AppRequest>();
    request.person = this.sessions.person(request);
    if (request.person) return true;
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()])) return true;
    throw new UnauthorizedException({ error: 'Sign in first.', code: 'unauthenticated' });
  }
}
