import { type CustomDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { type ModuleRef, Reflector } from '@nestjs/core';
import type { VortexInstance } from './instance.ts';
import { find, instanceToken } from './tokens.ts';

const NAME = 'vortex:instance';
const reflector = new Reflector();

/**
 * Makes `VortexWebhookGuard` and `VortexTokenGuard` on this controller or method use a named instance.
 *
 * @param name - The name passed to `VortexModule.forRoot({ name })`.
 * @example
 * @UseVortex('acme')
 * @UseGuards(VortexTokenGuard)
 * @Get('team')
 * team(@VortexToken() token: VerifiedToken) {}
 */
export const UseVortex = (name: string): CustomDecorator => SetMetadata(NAME, name);

/** The instance a guarded method means. Asked for across modules, so that the guard works in any of them. */
export function instanceOf(context: ExecutionContext, moduleRef: ModuleRef): VortexInstance {
  const name = reflector.getAllAndOverride<string | undefined>(NAME, [context.getHandler(), context.getClass()]);
  return find<VortexInstance>(moduleRef, instanceToken(name), name);
}
