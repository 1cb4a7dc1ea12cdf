import { SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

const RAW_BODY = 'vortex:raw-body';
const reflector = new Reflector();

type Method = (...values: never[]) => unknown;

/** Keeps body parsers away from a route, so that its handler reads the bytes as they came. */
export function takeRawBody(method: Method): void {
  SetMetadata(RAW_BODY, method)(method);
}

/** {@link takeRawBody} as a decorator. */
export const TakesRawBody = (): MethodDecorator => (_target, _key, descriptor) => {
  takeRawBody(descriptor.value as Method);
};

/**
 * The controller method behind a handler that Nest gives to the platform, if that method takes the raw body. Nest copies
 * a method's metadata to each such handler: prefix, version and path need no guessing.
 */
export function rawBodyMethod(handler: unknown): object | undefined {
  return typeof handler === 'function' ? reflector.get<object | undefined>(RAW_BODY, handler as Method) : undefined;
}
