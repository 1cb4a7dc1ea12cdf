import { CLI } from '../../shared/cli-name.ts';
import { DEFAULT_WEBHOOK_SECRET } from '../../shared/constants.ts';
import { readEnvironment } from '../settings/environment.ts';
import { DOTENV } from '../settings/options.ts';
import { type Command, command } from '../shell/command.ts';
import { readNumber, readUrl } from '../shell/read.ts';
import { EXIT, type Terminal } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';
import { type Check, skipped } from './check.ts';

/** `doctor`. */
export const doctor: Command = command({
  summary: 'find what is wrong, and how to fix it',
  about:
    'Finds problems between your app and Vortex, and how to fix each. It checks the settings (environment, and .env files in the current folder), the API with your key, the clock and, with --app, whether a running app verifies the raw bytes. The app gets at most three events, of the type vortex.doctor.',
  options: {
    app: { value: 'URL', about: 'the webhook endpoint of your running app', read: readUrl },
    secret: { value: 'SECRET', about: "the app's webhook secret (default VORTEX_WEBHOOK_SECRET, or the emulator's)" },
    ...DOTENV,
    offline: { about: 'contact only the app' },
    timeout: {
      value: 'MS',
      about: 'how long to wait for each response, in milliseconds (default 10000)',
      read: readNumber(1, 9_999_999, 'milliseconds'),
    },
    json: { about: '{ ok, checks: [{ name, status, message, fix? }] }' },
  },
  notes: ['Keys and secrets are never printed.'],
  exits: { 0: 'no problem (there may be warnings)', 1: 'a problem', 2: 'wrong usage' },
  examples: [
    `${CLI} doctor`,
    `${CLI} doctor --app http://127.0.0.1:3000/webhooks/vortex`,
    `${CLI} doctor --offline --json`,
  ],
  async run({ options }, terminal) {
    const { app, timeout = 10_000 } = options;
    const { checkSettings, notAsked } = await import('./settings.ts');
    const environment = readEnvironment(terminal, options.dotenv);
    const checks = checkSettings(environment);
    const usable = checks.every(({ name, status }) => status !== 'problem' || (name !== 'key' && name !== 'address'));
    if (options.offline) checks.push(skipped('api', 'not checked (--offline)'));
    else if (usable) checks.push(...(await (await import('./api.ts')).checkApi(environment, timeout)));
    else checks.push(notAsked('api'));
    const secret = options.secret || environment.variables.VORTEX_WEBHOOK_SECRET || DEFAULT_WEBHOOK_SECRET;
    checks.push(
      app === undefined
        ? skipped('app', 'pass --app URL to check whether your running app verifies webhooks')
        : await (await import('./app.ts')).checkApp(app, secret.trim(), timeout),
    );
    const good = checks.every(({ status }) => status !== 'problem');
    if (options.json) terminal.out(jsonLine({ ok: good, checks }));
    else terminal.out(report(checks, environment.files, terminal));
    return good ? EXIT.ok : EXIT.failed;
  },
});

function report(checks: readonly Check[], files: readonly string[], terminal: Terminal): string {
  const { bold, dim, green, red, yellow } = terminal.styles;
  const marks = {
    ok: green('ok     '),
    warning: yellow('warning'),
    problem: red('PROBLEM'),
    skipped: dim('skipped'),
  };
  const lines = checks.map(({ name, status, message, fix }) => {
    const first = `  ${marks[status]}  ${name.padEnd(7)}  ${status === 'skipped' ? dim(message) : message}\n`;
    return fix === undefined ? first : `${first}                    ${bold(fix)}\n`;
  });
  const count = (wanted: Check['status']): number => checks.filter(({ status }) => status === wanted).length;
  const problems = count('problem');
  const warnings = count('warning');
  const verdict = problems > 0 ? red(counted(problems, 'problem')) : green('No problem');
  const read = files.length > 0 ? `${dim(`Settings from the environment and ${files.join(', ')}.`)}\n\n` : '';
  return `${read}${lines.join('')}\n${verdict}${warnings > 0 ? `, ${counted(warnings, 'warning')}` : ''}.\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
