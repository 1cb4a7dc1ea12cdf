import { Scope, type Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import { VortexConfigError, type VortexRoutesOptions } from '@vortex/core';
import { requireMetadata } from '../module/check-metadata.ts';
import type { VortexAuthenticator, VortexNestRoutesOptions } from '../module/options.ts';
import type { VortexRequest } from '../platform/exchange.ts';
import { isMadeFromClass, type Provider, requestContext } from '../webhook/event-handlers.ts';

type Authenticate = VortexRoutesOptions<VortexRequest>['authenticate'];

/**
 * Makes a function of what stands as `authenticate`.
 *
 * @throws {VortexConfigError} `invalid_option` when nothing does.
 */
export async function authenticateWith(
  given: VortexNestRoutesOptions['authenticate'] | undefined,
  moduleRef: ModuleRef,
  providers: readonly Provider[],
): Promise<Authenticate> {
  if (typeof given !== 'function') {
    throw new VortexConfigError(
      'invalid_option',
      'VortexModule mounts the routes without `authenticate`. Set routes: { authenticate } to a function of the request or an injectable class that returns the signed-in user.',
    );
  }
  if (!isClass(given)) return given;
  const provider = providers.find(({ token }) => token === given);
  if (!provider) requireMetadata(given);
  else if (isMadeFromClass(provider)) requireMetadata(provider.metatype);
  const scope = scopeOf(given, moduleRef);
  if (scope === undefined) {
    const made = await moduleRef.create(given);
    return (request) => made.authenticate(request);
  }
  if (scope === Scope.DEFAULT) {
    const found = moduleRef.get(given, { strict: false });
    return (request) => found.authenticate(request);
  }
  return async (request) => {
    const scoped = await moduleRef.resolve(given, requestContext(moduleRef, request), { strict: false });
    return scoped.authenticate(request);
  };
}

function isClass(given: Authenticate | Type<VortexAuthenticator>): given is Type<VortexAuthenticator> {
  return typeof given.prototype?.authenticate === 'function';
}

/** `undefined` when the app does not provide the class. */
function scopeOf(type: Type, moduleRef: ModuleRef): Scope | undefined {
  try {
    return moduleRef.introspect(type).scope;
  } catch {
    return undefined;
  }
}
