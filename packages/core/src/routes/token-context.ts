import { defined } from '../shared/defined.ts';
import { invalid } from './refusal.ts';
import type { VortexUser } from './user/user.ts';
import { optionalObject, optionalText, scopeText } from './validate.ts';

/**
 * What a page may request for its token. None of it is trusted: the `scope` is checked, and the rest is only a request.
 */
export interface VortexTokenContext {
  /** The component the token is for. */
  readonly componentId?: string;
  /** The scope's id in your system. By default, only members of the scope may request it. */
  readonly scope?: string;
  /** The scope's type. Filled in if exactly one of the user's scopes has the id. */
  readonly scopeType?: string;
}

/**
 * The `context` of a request for a token (docs/protocol.md §5.3), its three fields and no others. A scope without its
 * type is given the type when only one of the user's scopes can be meant, so that no rule has to guess.
 */
export function readContext(value: unknown, user: VortexUser): VortexTokenContext {
  const context = optionalObject('context', value) ?? {};
  const componentId = optionalText('context.componentId', context.componentId);
  const scope = optionalScope('context.scope', context.scope);
  const scopeType = optionalScope('context.scopeType', context.scopeType) ?? typeOf(scope, user);
  // In a token it would end the type: `a:b` and `c` would become the scope `b:c` of the type `a`.
  if (scopeType?.includes(':')) throw invalid('context.scopeType must not contain a colon.');
  return defined({ componentId, scope, scopeType });
}

function optionalScope(name: string, value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : scopeText(name, value);
}

function typeOf(scope: string | undefined, { scopes }: VortexUser): string | undefined {
  if (scope === undefined) return undefined;
  const types = new Set(scopes?.filter(({ id }) => String(id) === scope).map(({ type }) => type));
  return types.size === 1 ? [...types][0] : undefined;
}
