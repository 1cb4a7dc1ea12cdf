import type { Target, TargetType } from '../../cloud/types.ts';
import { type BodyReader, checkAddress, type Fields, isFields } from '../validation.ts';

const FORM = '{"email":{"type":"email","value":"ada@example.com"}}';

/**
 * Whom a component invites: one list of targets for each invitation. The addresses are in the fields of its form
 * (`payload`), or, from older mobile SDKs, in `targets`.
 *
 * A field's value is an address, an object with the address as `value`, or an array of either. The email beside a user
 * of the app (`{ type: 'internal', value, email }`) is a second target of the same invitation.
 */
export function readTargets(reader: BodyReader, body: Fields): Target[][] {
  if (Array.isArray(body.targets) && body.targets.length > 0) return body.targets.map(listed(reader));
  const payload = reader.object(body, 'payload', FORM) ?? {};
  const targets = Object.entries(payload).flatMap(([field, entry]) => readField(reader, field, entry));
  if (isFields(body.payload) && targets.length === 0)
    reader.problem('payload', 'must have a field of the type "email", "phone" or "internal".');
  return targets;
}

function readField(reader: BodyReader, field: string, entry: unknown): Target[][] {
  const path = `payload.${field}`;
  if (!isFields(entry)) {
    reader.problem(path, 'must be an object with "type" and "value".');
    return [];
  }
  const type = targetType(entry.type) ?? targetType(field);
  // A form has other fields too; they stay with the form.
  if (!type) return [];
  const values: unknown[] = Array.isArray(entry.value) ? entry.value : [entry.value];
  const email = type === 'internal' ? reader.optionalString(entry, `${path}.email`) : undefined;
  return values.map((value) => {
    const target = readValue(reader, path, type, value);
    if (!email) return [target];
    checkAddress(reader, `${path}.email`, 'email', email);
    return [target, { ...target, type: 'email', value: email.trim() }];
  });
}

/** An address alone, or with the name and the picture of the person. */
function readValue(reader: BodyReader, path: string, type: TargetType, value: unknown): Target {
  const from = isFields(value) ? value : { value };
  const address = reader.string(from, `${path}.value`, 'an email address, a phone number or a user id');
  checkAddress(reader, `${path}.value`, type, address);
  return {
    type,
    value: address.trim(),
    name: reader.optionalString(from, `${path}.name`) || null,
    avatarUrl: reader.optionalString(from, `${path}.avatarUrl`) || null,
  };
}

function listed(reader: BodyReader) {
  return (entry: unknown, index: number): Target[] => {
    const path = `targets[${index}]`;
    const from = isFields(entry) ? entry : {};
    const type = targetType(from.targetType);
    if (!type) reader.problem(`${path}.targetType`, 'must be "email", "sms", "phone", "internal" or "internalId".');
    const value = { value: from.targetValue, name: from.targetName, avatarUrl: from.targetAvatarUrl };
    return [readValue(reader, path, type ?? 'email', value)];
  };
}

function targetType(type: unknown): TargetType | undefined {
  if (type === 'email' || type === 'phone' || type === 'internal') return type;
  if (type === 'internalId') return 'internal';
  return type === 'sms' || type === 'phoneNumber' ? 'phone' : undefined;
}
