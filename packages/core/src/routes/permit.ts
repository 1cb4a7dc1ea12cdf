import { attempt } from '../shared/attempt.ts';
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
export function permit<Req, Action extends Exclude<VortexAction, 'accept'>>(
  call: RouteCall<Req>,
  action: Action,
  fields: Fields<Req, Action>,
): void | Promise<void> {
  const { user, client, input, options } = call;
  if (options.authorize?.[action]) return permitByOwnRule(call, action, fields);
  const context = { user, request: input.request, ...fields } as VortexActionContexts<Req>[Action];
  return attempt(
    () => DEFAULT_RULES[action](context, client),
    (allowed) => {
      if (allowed !== true) throw forbidden(action);
    },
  );
}

/** Asks the app's own rule for the action, which must be there. */
export async function permitByOwnRule<Req, Action extends VortexAction>(
  { user, input, options }: RouteCall<Req>,
  action: Action,
  fields: Fields<Req, Action>,
): Promise<void> {
  const context = { user, request: input.request, ...fields } as VortexActionContexts<Req>[Action];
  let allowed: boolean | undefined;
  try {
    allowed = await options.authorize?.[action]?.(context);
  } catch (cause) {
    throw new Refusal(500, 'authorize_failed', `The app's rule for ${action} failed.`, { cause });
  }
  if (allowed !== true) throw forbidden(action);
}

type Fields<Req, Action extends VortexAction> = Omit<VortexActionContexts<Req>[Action], keyof VortexRuleContext>;

/** What ends a request that a rule does not allow. */
export function forbidden(action: VortexAction): Refusal {
  return new Refusal(403, 'forbidden', `You are not allowed to do this (${action}).`);
}

/** Freezes JSON all the way down, so that a rule can't change what is sent after it has allowed it. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
