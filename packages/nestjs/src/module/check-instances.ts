import { VortexConfigError } from '@vortex/core';
import { placeOf } from '../platform/mount.ts';
import type { EventHandler } from '../webhook/event-handlers.ts';
import type { InstanceSetup, VortexInstance } from './instance.ts';

/** @throws {VortexConfigError} `invalid_option` when two instances have one name, or their endpoints one place. */
export function requireApart(setups: readonly InstanceSetup[]): void {
  const name = repeated(setups.map((setup) => nameOf(setup)));
  if (name !== undefined) {
    throw problem(`There are two VortexModules ${name}. Give each additional one a unique name.`);
  }
  for (const kind of ['webhookController', 'routesController'] as const) {
    const place = repeated(setups.flatMap((setup) => setup[kind] ?? []).map(placeOf));
    if (place === undefined) continue;
    throw problem(
      `Two VortexModules are mounted at ${place}, and only one would get requests. Give each its own \`path\`.`,
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
