import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { isVortexError, type VerifiedToken, VortexTokenError, verifyToken } from '@vortex/core';
import { instanceOf } from '../module/use-vortex.ts';
import type { VortexRequest } from '../platform/exchange.ts';
import { requestBehind } from './request-of.ts';

const tokens: WeakMap<VortexRequest, VerifiedToken> = new WeakMap();

/**
 * Lets a request through that carries a Vortex token of this app: `Authorization: Bearer <token>`, signed with the
 * module's API key and not expired. `@VortexToken()` gives what is in it. On routes, and on GraphQL resolvers whose context
 * has the request as `req`, as Nest's driver for Apollo puts it there.
 *
 * Such a token is **no session**: it is shared with the browser, with every script on its page, and with Vortex Cloud, and
 * it can't be taken back before it expires. Use it where a component calls you on a user's behalf, and your own sign-in
 * for everything else.
 *
 * @example
 * @Get('component-data')
 * @UseGuards(VortexTokenGuard)
 * data(@VortexToken() token: VerifiedToken) {}
 */
@Injectable()
export class VortexTokenGuard implements CanActivate {
  readonly #moduleRef: ModuleRef;

  constructor(@Inject(ModuleRef) moduleRef: ModuleRef) {
    this.#moduleRef = moduleRef;
  }

  /**
   * @throws {UnauthorizedException} With the code of the refusal.
   * @throws {VortexConfigError} `missing_api_key` or `invalid_api_key`; `invalid_option` where there is no request.
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = requestBehind(context);
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) {
      throw refusal('unauthenticated', 'Send a Vortex token: Authorization: Bearer <token>.');
    }
    try {
      tokens.set(request, await verifyToken(token, instanceOf(context, this.#moduleRef).apiKey));
    } catch (error) {
      if (error instanceof VortexTokenError && isVortexError(error)) throw refusal(error.code, error.message, error);
      throw error;
    }
    return true;
  }
}

/** What a verified token says, as a parameter of a method behind {@link VortexTokenGuard}. */
export const VortexToken: () => ParameterDecorator = createParamDecorator((_: unknown, context: ExecutionContext) =>
  tokens.get(requestBehind(context)),
);

function refusal(code: string, error: string, cause?: unknown): UnauthorizedException {
  return new UnauthorizedException({ error, code }, { cause });
}
