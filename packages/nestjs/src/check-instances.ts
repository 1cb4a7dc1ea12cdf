import type { Type } from '@nestjs/common';
import { VortexConfigError } from '@vortex/core';
import type { EventHandler } from './event-handlers.ts';
import type { InstanceSetup, VortexInstance } from './instance.ts';
import { placeOf } from './mount.ts';

/** The controllers that an instance mounts. */
export function controllersOf({ webhookController, routesController }: InstanceSetup): Type[] {
  return [webhookController, routesController].filter((controller) => controller !== undefined);
}

/** @throws {VortexConfigError} `invalid_option` when two instances have one name, or two controllers one place. */
export function requireApart(setups: readonly InstanceSetup[]): void {
  const name = repeated(setups.map((setup) => nameOf(setup)));
  if (name !== undefined) {
    throw problem(`There are two VortexModules ${name}. Give each further one a name of its own.`);
  }
  const place = repeated(setups.flatMap(controllersOf).map(placeOf));
  if (place !== undefined) {
    throw problem(
      `Two controllers of VortexModule stand at ${place}, and only one would be asked. Give each its \`path\`.`,
    );
  }
}

/** @throws {VortexConfigError} `invalid_option` when a handler listens to an instance that does not exist. */
export function requireInstances(handlers: readonly EventHandler[], instances: readonly VortexInstance[]): void {
  const lost = handlers.find(({ instance }) => !instances.some(({ setup }) => setup.name === instance));
  if (!lost) return;
  const which = lost.instance === undefined ? 'the instance without a name' : `the instance "${lost.instance}"`;
  throw problem(`@OnVortexEvent on ${lost.name} listens to ${which}, which no VortexModule has.`);
}

function nameOf({ name }: InstanceSetup): string {
  return name === undefined ? 'without a name' : `named "${name}"`;
}

function repeated(texts: readonly string[]): string | undefined {
  return texts.find((text, index) => texts.indexOf(text) !== index);
}

function problem(message: string): VortexConfigError {
  return new VortexConfigError('invalid_option', message);
}
