import type { AcceptUser } from '../../client/types/actions.ts';
import type { InvitationResult } from '../../client/types/invitation.ts';
import { isVortexError } from '../../errors.ts';
import { defined } from '../../shared/defined.ts';
import type { AcceptContext } from '../actions.ts';
import type { JsonObject } from '../body.ts';
import type { RouteCall, RouteHandler } from '../call.ts';
import { forbidden, frozen, permitByOwnRule } from '../permit.ts';
import { invalid } from '../refusal.ts';
import { acceptSteps } from '../rules.ts';
import { type Address, addressesOf, phoneOf, type VortexUser, verifiedEmail } from '../user/user.ts';
import { invitationId, optionalObject, optionalText, targetType, text } from '../validate.ts';
import { acceptedBefore, closedRefusal } from './accepted-before.ts';
import { loadInvitations } from './load-invitations.ts';

const MAX_IDS = 50;

/** POST `/invitations/accept`: `{ invitationIds, user?, target? }` (docs/protocol.md §5.2). */
export const accept: RouteHandler<{ invitations: InvitationResult[] }> = async (call) => {
  const { user, body } = call;
  const invitationIds = frozen(readIds(body.invitationIds));
  const named = readUser(body.user);
  const target = readTarget(body.target);
  const acceptor = frozen(acceptorFrom(named, target, user));
  const addresses = frozen([...addressesOf(named), ...(target ? [target] : [])]);
  const invitations = await permittedInvitations(call, { invitationIds, acceptor, addresses });
  return { invitations: await acceptOpen(call, invitations, acceptor) };
};

/** Accepts those that the person has not accepted before; of the others their present state is the answer. */
async function acceptOpen<Req>(
  { client, user, input }: RouteCall<Req>,
  invitations: InvitationResult[],
  acceptor: AcceptUser,
): Promise<InvitationResult[]> {
  const isDone = acceptedBefore(acceptor, user);
  const ids = invitations.filter((invitation) => !isDone(invitation)).map(({ id }) => id);
  if (ids.length === 0) return invitations;
  let accepted: InvitationResult[];
  try {
    accepted = await client.acceptInvitations(ids, acceptor);
  } catch (error) {
    if (!isVortexError(error, 'conflict')) throw error;
    // Read again: a second click may have accepted them in the meantime.
    accepted = await loadInvitations(ids, client, input.signal, async () => {});
    const closed = accepted.filter((invitation) => !isDone(invitation));
    const [refusal] = closed.flatMap((invitation) => closedRefusal(invitation, error) ?? []);
    if (refusal ?? closed.length > 0) throw refusal ?? error;
  }
  if (ids.length === invitations.length) return accepted;
  const byId = new Map(accepted.map((invitation) => [invitation.id, invitation]));
  return invitations.map((invitation) => byId.get(invitation.id) ?? invitation);
}

/**
 * The invitations, when all of them may be accepted. The default rule looks at each as it comes and ends the reading at
 * the first that it refuses; a rule of the app's own is shown all of them at once.
 */
async function permittedInvitations<Req>(
  call: RouteCall<Req>,
  asked: Pick<AcceptContext, 'invitationIds' | 'acceptor' | 'addresses'>,
): Promise<InvitationResult[]> {
  const { user, client, input, options } = call;
  if (options.authorize?.accept) {
    const invitations = await loadInvitations(asked.invitationIds, client, input.signal, async () => {});
    await permitByOwnRule(call, 'accept', { ...asked, invitations });
    return invitations;
  }
  const steps = acceptSteps(user, client);
  if (!steps.mayActAs(asked)) throw forbidden('accept');
  return loadInvitations(asked.invitationIds, client, input.signal, async (invitation) => {
    if ((await steps.mayAccept(invitation)) !== true) throw forbidden('accept');
  });
}

function readIds(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('invitationIds must be an array of ids.');
  const ids = [...new Set(value.map(invitationId))];
  if (ids.length > MAX_IDS) throw invalid(`invitationIds must be at most ${MAX_IDS} ids.`);
  return ids;
}

function readUser(value: unknown): AcceptUser {
  const { email, phone, name, isExisting = null }: JsonObject = optionalObject('user', value) ?? {};
  if (isExisting !== null && typeof isExisting !== 'boolean') throw invalid('user.isExisting must be true or false.');
  return defined({
    email: optionalText('user.email', email),
    phone: optionalText('user.phone', phone),
    name: optionalText('user.name', name),
    isExisting: isExisting ?? undefined,
  });
}

function readTarget(value: unknown): Address | undefined {
  const target = optionalObject('target', value);
  if (!target) return undefined;
  return { type: targetType('target.type', target.type), value: text('target.value', target.value) };
}

/** `user` wins over `target`, as in the official adapters; without an address in either, the user's own are taken. */
function acceptorFrom(named: AcceptUser, target: Address | undefined, user: VortexUser): AcceptUser {
  if (named.email !== undefined || named.phone !== undefined) return named;
  if (target && target.type !== 'internal') return { ...named, [target.type]: target.value };
  const own = defined({ email: verifiedEmail(user), phone: phoneOf(user) });
  if (own.email || own.phone) return { ...named, ...own };
  throw invalid('Accepting needs { email } or { phone }.');
}
