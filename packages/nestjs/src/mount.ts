import { applyDecorators, Controller, type Type } from '@nestjs/common';
import type { VortexMountOptions } from './options.ts';

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
