import type { VortexAction, VortexActionContexts, VortexRuleContext } from './actions.ts';
import type { RouteCall } from './call.ts';
import { Refusal } from './refusal.ts';
import { DEFAULT_RULES } from './rules.ts';

/**
 * Asks the app's rule for the action, or else the default one, and ends the request unless it says exactly `true`.
 *
 * @param fields - What the rule is shown beside the user and the request. Callers send these same values afterwards,
 * frozen, and no others.
 */
export async function permit<Req, Action extends VortexAction>(
  { user, client, input, options }: RouteCall<Req>,
  action: Action,
  fields: Omit<VortexActionContexts<Req>[Action], keyof VortexRuleContext>,
): Promise<void> {
  const context = { user, request: input.request, ...fields } as VortexActionContexts<Req>[Action];
  const rule = options.authorize?.[action];
  const answer =
    rule === undefined || rule === null ? DEFAULT_RULES[action](context, client) : ask(rule, action, context);
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
