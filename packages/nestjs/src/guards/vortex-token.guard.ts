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
 * Allows a request with a Vortex token of this app: `Authorization: Bearer <token>`, signed with the module's API key
 * and not expired. `@VortexToken()` gives its contents. Works on routes, and on GraphQL resolvers whose context has the
 * request as `req`, as with Nest's driver for Apollo.
 *
 * Such a token is **not a session**: it is shared with the browser, with every script on its page and with Vortex
 * Cloud, and it can't be revoked before it expires. Use it if a component calls you on a user's behalf, and your own
 * sign-in for everything else.
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
   * @throws {UnauthorizedException} With the code of the reason.
   * @throws {VortexConfigError} `missing_api_key` or `invalid_api_key`; `invalid_option` if there is no request.
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

/** The verified token, as a parameter of a method behind {@link VortexTokenGuard}. */
export const VortexToken: () => ParameterDecorator = createParamDecorator((_: unknown, context: ExecutionContext) =>
  tokens.get(requestBehind(context)),
);

function refusal(code: string, error: string, cause?: unknown): UnauthorizedException {
  return new UnauthorizedException({ error, code }, { cause });
}
