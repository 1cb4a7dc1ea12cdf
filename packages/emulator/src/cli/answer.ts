import { CLI } from '../shared/cli-name.ts';
import { isWebPage } from '../shared/web-page.ts';
import { EXIT, type Terminal } from './shell/terminal.ts';
import { plain } from './shell/text.ts';

/** What an app answered to a webhook event. */
export interface AppAnswer {
  readonly url: string;
  /** `null` when there was no answer. */
  readonly status: number | null;
  /** Why there was none. */
  readonly error: string | null;
  readonly durationMs: number;
  readonly body: string;
  readonly contentType?: string | undefined;
}

/** Whether the app accepted the event. */
export function accepted({ status }: Pick<AppAnswer, 'status'>): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** The status, coloured as what it means. */
export function coloredStatus({ status, error }: Pick<AppAnswer, 'status' | 'error'>, { styles }: Terminal): string {
  if (accepted({ status })) return styles.green(String(status));
  return styles.red(plain(String(status ?? error)));
}

/** Shows the answer on standard output, unless `quiet`, and what to do about a refusal on standard error. */
export function tellAnswer(answer: AppAnswer, quiet: boolean, command: string, terminal: Terminal): number {
  const { url, status, error, durationMs, body } = answer;
  if (status === null) {
    terminal.error(
      `vortex ${command}: no response from ${plain(url)}: ${plain(error ?? '')}. Is your app running there?\n`,
    );
    return EXIT.unreachable;
  }
  const page = isWebPage(answer.contentType ?? '', body);
  if (!quiet) {
    const text = page ? 'a web page' : plain(body).trim();
    terminal.out(`${coloredStatus(answer, terminal)} after ${durationMs} ms\n${text === '' ? '' : `${text}\n`}`);
  }
  const refused = `${terminal.errorStyles.red(`vortex ${command}:`)} the app responded with ${status}`;
  if (page) {
    terminal.error(
      `${refused} and a web page: there is no webhook endpoint at ${plain(url)}. The usual path is /webhooks/vortex.\n`,
    );
    return EXIT.failed;
  }
  if (accepted(answer)) return EXIT.ok;
  terminal.error(`${refused}. ${hintFor(status, codeOf(body))}\n`);
  return EXIT.failed;
}

function hintFor(status: number, code: string | undefined): string {
  const ofCode = code === undefined ? undefined : CODES[code];
  if (ofCode !== undefined) return ofCode;
  if (status >= 500) return "The app's console says why: a handler or its setup failed.";
  if (status >= 300 && status < 400)
    return 'Deliveries do not follow redirects. Check for a missing or extra trailing slash, or exempt this path from the sign-in.';
  return STATUSES[status] ?? `\`${CLI} doctor --app URL\` helps to find the cause.`;
}

const SECRET = 'Pass the secret of your app with --secret, or set VORTEX_WEBHOOK_SECRET to it.';

const CODES: Readonly<Record<string, string>> = {
  handler_failed: "Your handler threw an error: the app's console shows it with its stack.",
  handler_timeout: 'Your handler took too long: respond first and do the work afterwards.',
  missing_webhook_secret: 'The app has no webhook secret: set VORTEX_WEBHOOK_SECRET where it runs.',
  invalid_webhook_secret: "The app's webhook secret is invalid: set VORTEX_WEBHOOK_SECRET where it runs.",
  raw_body_unavailable: `A body parser ran before the webhook and its raw bytes are gone: mount the webhook first. \`${CLI} doctor --app URL\` says how.`,
  signature_invalid: `The app refused the signature. ${SECRET}`,
};

const STATUSES: Readonly<Record<number, string>> = {
  401: `The app refused the signature. ${SECRET}`,
  403: 'A sign-in, CSRF or firewall check refused it: exempt the path of the webhook.',
  404: 'Nothing is mounted at this path; the usual one is /webhooks/vortex.',
  405: 'This path does not accept POST; the usual one is /webhooks/vortex.',
  413: 'The body is larger than the app accepts.',
};

function codeOf(body: string): string | undefined {
  try {
    const { code }: { readonly code?: unknown } = Object(JSON.parse(body));
    return typeof code === 'string' ? code : undefined;
  } catch {
    return undefined;
  }
}
