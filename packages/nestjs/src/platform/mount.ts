import { applyDecorators, Controller, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { VortexMountOptions } from '../module/options.ts';

const reflector = new Reflector();

/** Puts a controller at its path, with the user's decorators on it. */
export function mount(
  controller: Type,
  defaultPath: string,
  name: string | undefined,
  { path, version, decorators = [] }: VortexMountOptions,
): Type {
  const suffix = name === undefined ? '' : `-${name}`;
  Controller({ path: path ?? `${defaultPath}${suffix}`, ...(version !== undefined && { version }) })(controller);
  applyDecorators(...decorators)(controller);
  return controller;
}

/** Path and version of a controller as text: what two must not share. */
export function placeOf(controller: Type): string {
  const segments = reflector.get<string>('path', controller).split('/').filter(Boolean);
  const version = [reflector.get<unknown>('__version__', controller)].flat();
  return [`/${segments.join('/')}`, ...version.filter((one) => one !== undefined).map(String)].join(' ');
}
