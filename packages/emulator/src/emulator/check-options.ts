import { isFields } from '../http/validation.ts';
import { DEFAULT_WEBHOOK_SECRET } from '../shared/constants.ts';
import { EmulatorError } from '../shared/emulator-error.ts';

/** What a value must be, in words for an error; `fits` says whether it is. */
interface Kind {
  readonly words: string;
  fits(value: unknown): boolean;
}

/** The longest time that can be asked for, in milliseconds: about 31 years, so that every date stays one. */
const LONGEST_TIME = 1e12;
/** What a timer can wait for. */
const LONGEST_TIMER = 2 ** 31 - 1;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const number = (words: string, from: number, to: number, fits: (value: number) => boolean = () => true): Kind => ({
  words,
  fits: (value) => typeof value === 'number' && value >= from && value <= to && fits(value),
});
const listOf = (words: string, { fits }: Kind): Kind => ({
  words: `an array of ${words}`,
  fits: (value) => Array.isArray(value) && value.every(fits),
});
const text: Kind = { words: 'a non-empty string', fits: isText };
const flag: Kind = { words: 'true or false', fits: (value) => typeof value === 'boolean' };
const callback: Kind = { words: 'a function', fits: (value) => typeof value === 'function' };
const record: Kind = { words: 'an object', fits: isFields };
const secret: Kind = {
  words: `a string without leading or trailing whitespace, such as ${DEFAULT_WEBHOOK_SECRET}, or left out for the default`,
  fits: (value) => isText(value) && value.trim() === value,
};
const policies = ['return-existing', 'conflict', 'allow'];
const records = listOf('objects', record);
const texts = listOf('non-empty strings', text);
const names: Kind = {
  words: 'an array of at least one event type, or left out for every webhook type',
  fits: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
};

const OPTIONS: Readonly<Record<string, Kind>> = {
  port: number('a whole number from 0 to 65535', 0, 65_535, Number.isInteger),
  host: text,
  publicUrl: text,
  allowedHosts: texts,
  clientOrigins: texts,
  apiKey: text,
  apiKeys: texts,
  webhookSecret: secret,
  webhooks: records,
  seed: record,
  landingPage: text,
  landingPageParameter: text,
  invitationLifetime: {
    words: 'milliseconds, more than 0 and at most 1e12, or null for never',
    fits: (value) => value === null || (typeof value === 'number' && value > 0 && value <= LONGEST_TIME),
  },
  reminders: listOf('milliseconds, each more than 0 and at most 1e12', number('', Number.MIN_VALUE, LONGEST_TIME)),
  duplicates: { words: "'return-existing', 'conflict' or 'allow'", fits: (value) => policies.includes(String(value)) },
  acceptOnlyByTarget: flag,
  autojoinAtSignIn: flag,
  deferredLinkWindow: number('milliseconds from 0 to 1e12', 0, LONGEST_TIME),
  bounces: callback,
  retryDelays: listOf('milliseconds, each from 0 to 1e12', number('', 0, LONGEST_TIME)),
  webhookTimeout: number(`milliseconds from 1 to ${LONGEST_TIMER}`, 1, LONGEST_TIMER),
  data: text,
  keepDeliveries: number('a whole number from 0', 0, Number.MAX_SAFE_INTEGER, Number.isInteger),
  log: callback,
};

const WEBHOOK: Readonly<Record<string, Kind>> = { url: text, events: names, secret, temporary: flag };

const SEED: Readonly<Record<string, Kind>> = { components: texts, invitations: records, autojoin: records };

/** @throws {EmulatorError} `invalid_option`, naming the first that can't be used. */
export function checkOptions(options: unknown): void {
  const given = check('createEmulator()', '', options, OPTIONS);
  if (given.seed !== undefined) check('seed', 'seed.', given.seed, SEED);
}

/** @throws {EmulatorError} `invalid_option`. */
export function checkWebhook(webhook: unknown): void {
  check('A webhook', "A webhook's ", webhook, WEBHOOK);
}

/** @throws {EmulatorError} `invalid_option`. */
export function checkWebhookSecret(value: unknown): void {
  check('', "A webhook's ", { secret: value ?? '' }, WEBHOOK);
}

function check(
  what: string,
  prefix: string,
  given: unknown,
  kinds: Readonly<Record<string, Kind>>,
): Readonly<Record<string, unknown>> {
  const known = Object.keys(kinds).join(', ');
  if (!isFields(given)) throw invalid(`${what} takes an object with any of ${known}${butGot(given)}.`);
  for (const [name, value] of Object.entries(given)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) throw invalid(`${what} has no ${JSON.stringify(name)}; it has ${known}.`);
    if (value !== undefined && !kind.fits(value))
      throw invalid(`${prefix}${name} must be ${kind.words}${butGot(value)}.`);
  }
  return given;
}

/** Numbers and kinds only: a text may be a secret. */
function butGot(value: unknown): string {
  if (typeof value === 'number') return `; it is ${value}`;
  if (value === '') return '; it is empty';
  if (Array.isArray(value)) return value.length === 0 ? '; it is an empty array' : '; one of its elements is not';
  return `; it is ${value === null ? 'null' : `of type ${typeof value}`}`;
}

function invalid(message: string): EmulatorError {
  return new EmulatorError('invalid_option', message);
}
