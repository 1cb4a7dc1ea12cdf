import { httpUrl } from '../../emulator/options.ts';
import { DEFAULT_WEBHOOK_SECRET } from '../../shared/constants.ts';
import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { bold, dim, EXIT, green, red, type Terminal, UsageError, yellow } from '../terminal.ts';
import { checkApi } from './api.ts';
import { checkApp } from './app.ts';
import { type Check, skipped } from './check.ts';
import { readEnvironment } from './environment.ts';
import { checkSettings, notAsked } from './settings.ts';

const HELP = `vortex doctor: looks for what is wrong between your app and Vortex, and says how to mend it.

Usage: vortex doctor [options]

Looks at the settings (environment, and .env files of the current folder), asks the API with the key, compares clocks, and
with --app sends a running app three events at most, of the type vortex.doctor, to see that it verifies the raw bytes.

Options:
  --app URL         the webhook endpoint of your running app
  --secret SECRET   the app's webhook secret (default VORTEX_WEBHOOK_SECRET, else the emulator's)
  --dotenv FILE     read settings here instead of .env, .env.local, ...; may be repeated
  --offline         ask nobody but the app
  --timeout MS      how long to wait for each answer, in milliseconds (default 10000)
  --json            { ok, checks: [{ name, status, message, fix? }] }
  --help            this text

A key or secret is never printed. Exit codes: 0 no problem (there may be warnings), 1 a problem, 2 wrong usage.

Examples:
  vortex doctor
  vortex doctor --app http://127.0.0.1:3000/webhooks/vortex
  vortex doctor --offline --json
`;

/** `vortex doctor`. */
export const doctor: Command = {
  summary: 'find what is wrong, and how to mend it',
  help: HELP,
  async run(args, terminal) {
    const { values } = parseArguments({
      args: [...args],
      options: {
        app: { type: 'string' },
        secret: { type: 'string' },
        // Not --env-file: that one Node takes for itself, wherever it stands.
        dotenv: { type: 'string', multiple: true },
        offline: { type: 'boolean' },
        timeout: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const timeout = timeoutOf(values.timeout);
    const app = values.app === undefined ? undefined : httpUrl('--app', values.app);
    const environment = readEnvironment(values.dotenv);
    const checks = checkSettings(environment);
    const usable = checks.every(({ name, status }) => status !== 'problem' || (name !== 'key' && name !== 'address'));
    if (values.offline) checks.push(skipped('api', 'not asked (--offline)'));
    else if (usable) checks.push(...(await checkApi(environment, timeout)));
    else checks.push(notAsked('api'));
    const secret = values.secret || environment.variables.VORTEX_WEBHOOK_SECRET || DEFAULT_WEBHOOK_SECRET;
    checks.push(
      app === undefined
        ? skipped('app', 'give --app URL to see whether your running app verifies webhooks')
        : await checkApp(app, secret.trim(), timeout),
    );
    const good = checks.every(({ status }) => status !== 'problem');
    if (values.json) terminal.out(`${JSON.stringify({ ok: good, checks })}\n`);
    else terminal.out(report(checks, environment.files, terminal));
    return good ? EXIT.ok : EXIT.failed;
  },
};

function timeoutOf(text: string | undefined): number {
  if (text === undefined) return 10_000;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UsageError(`--timeout must be a number of milliseconds; it is ${JSON.stringify(text)}.`);
}

function report(checks: readonly Check[], files: readonly string[], terminal: Terminal): string {
  const marks = {
    ok: green(terminal, 'ok     '),
    warning: yellow(terminal, 'warning'),
    problem: red(terminal, 'PROBLEM'),
    skipped: dim(terminal, 'skipped'),
  };
  const lines = checks.map(({ name, status, message, fix }) => {
    const first = `  ${marks[status]}  ${name.padEnd(7)}  ${status === 'skipped' ? dim(terminal, message) : message}\n`;
    return fix === undefined ? first : `${first}                    ${bold(terminal, fix)}\n`;
  });
  const count = (wanted: Check['status']): number => checks.filter(({ status }) => status === wanted).length;
  const problems = count('problem');
  const warnings = count('warning');
  const verdict = problems > 0 ? red(terminal, counted(problems, 'problem')) : green(terminal, 'No problem');
  const read = files.length > 0 ? `${dim(terminal, `Settings from the environment and ${files.join(', ')}.`)}\n\n` : '';
  return `${read}${lines.join('')}\n${verdict}${warnings > 0 ? `, ${counted(warnings, 'warning')}` : ''}.\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
