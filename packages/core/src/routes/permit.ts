import type { VortexAction, VortexActionContexts } from './actions.ts';
import type { RouteCall } from './call.ts';
import { Refusal } from './refusal.ts';

/**
 * Asks the app's rule for the action, or else the default one, and ends the request unless it says exactly `true`.
 *
 * @param context - What the rule is shown. Callers send these same values afterwards, frozen, and no others.
 */
export async function permit<Req, Action extends VortexAction>(
  { options }: RouteCall<Req>,
  action: Action,
  context: VortexActionContexts<Req>[Action],
  byDefault: (context: VortexActionContexts<Req>[Action]) => boolean | Promise<boolean>,
): Promise<void> {
  const rule = options.authorize?.[action];
  const answer = rule === undefined || rule === null ? byDefault(context) : ask(rule, action, context);
  // Most rules answer at once; waiting for them costs every request a turn.
  const allowed = typeof answer === 'boolean' ? answer : await answer;
  if (allowed !== true) throw new Refusal(403, 'forbidden', `You are not allowed to do this (${action}).`);
}

async function ask<Context>(
  rule: (context: Context) => boolean | Promise<boolean>,
  action: VortexAction,
  context: Context,
): Promise<boolean> {
  try {
    return await rule(context);
  } catch (cause) {
    throw new Refusal(500, 'authorize_failed', `The app's rule for ${action} failed.`, { cause });
  }
}

/** Freezes JSON all the way down, so that a rule can't change what is sent after it has allowed it. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
