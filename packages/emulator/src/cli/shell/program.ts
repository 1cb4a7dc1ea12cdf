import { type CommanderError, Command as Program, Option as ProgramOption } from 'commander';
import { CLI } from '../../shared/cli-name.ts';
import { type Command, type CommandGroup, flagOf, type Option } from './command.ts';
import { type Terminal, UsageError } from './terminal.ts';
import { wrapped } from './text.ts';

/** Every terminal is at least this wide. */
const WIDTH = 80;

/** Where the program has got to, so that an error can name the command. */
export interface Progress {
  path: readonly string[];
  exit: number;
}

/** What was asked for was shown, and nothing is left to do. */
export class Shown extends Error {}

/** Makes the program of the table, for one command line. */
export function programOf(root: CommandGroup, version: string, terminal: Terminal, progress: Progress): Program {
  const program = new Program(CLI).version(version, '-v, --version', 'show the package version');
  const { bold, cyan } = terminal.styles;
  program
    .configureOutput({
      writeOut: terminal.out,
      // Errors come back as exceptions, and are written by who catches them.
      writeErr: () => {},
      getOutHelpWidth: () => WIDTH,
      getOutHasColors: () => true,
    })
    .configureHelp({
      subcommandTerm: (found) => found.name(),
      styleTitle: bold,
      styleSubcommandTerm: cyan,
      styleOptionTerm: cyan,
      styleArgumentTerm: cyan,
    })
    .enablePositionalOptions();
  program.addHelpText('after', () => section(terminal, 'Exit codes', EXIT_CODES));
  addGroup(program, [], root, terminal, progress);
  return program;
}

const EXIT_CODES = `0  done
1  the result is negative: refused, invalid, not found
2  the command line is invalid, or a setting is missing or invalid
3  the port is in use
4  no response`;

function addGroup(
  program: Program,
  path: readonly string[],
  { summary, commands, examples }: CommandGroup,
  terminal: Terminal,
  progress: Progress,
): void {
  program
    .description(sentence(summary))
    .helpOption('-h, --help', 'show help; after a command, the help of that command');
  program.helpCommand(false).exitOverride((error) => {
    progress.path = path;
    throw ofGroup(error, Object.keys(commands));
  });
  program.addHelpText('after', () => section(terminal, 'Examples', examples.join('\n')));
  for (const [name, found] of Object.entries(commands)) {
    const below = program.command(name).summary(found.summary);
    if ('commands' in found) addGroup(below, [...path, name], found, terminal, progress);
    else addCommand(below, [...path, name], found, terminal, progress);
  }
}

function addCommand(
  program: Program,
  path: readonly string[],
  command: Command,
  terminal: Terminal,
  progress: Progress,
): void {
  const { about, argument, rest, options, notes = [], exits, examples } = command;
  program.description(about).helpOption('-h, --help', 'show this text');
  if (argument) program.argument(argument.optional ? `[${argument.name}]` : `<${argument.name}>`, argument.about);
  if (rest) program.argument(`[${rest.name}...]`, rest.about).usage(`[options] [-- ${rest.name}...]`);
  for (const [name, option] of Object.entries(options)) {
    program.addOption(
      optionOf(name, option, options, () => {
        progress.path = path;
      }),
    );
  }
  program.exitOverride((error) => {
    progress.path = path;
    throw ofCommand(error, command, program.args);
  });
  for (const note of notes) program.addHelpText('after', () => `\n${wrapped(note, WIDTH)}`);
  const codes = Object.entries(exits).map(([code, when]) => `${code}  ${wrapped(when, WIDTH - 5, 5)}`);
  program.addHelpText('after', () => section(terminal, 'Exit codes', codes.join('\n')));
  program.addHelpText('after', () => section(terminal, 'Examples', examples.join('\n')));
  program.action(async () => {
    progress.path = path;
    const given = program.args;
    const dashes = rest && program.parent?.args.includes('--');
    if (rest && given.length > 0 && !dashes) {
      throw new UsageError(`unexpected argument ${JSON.stringify(given[0])}. Put the command to run after --.`);
    }
    const line = { options: program.opts(), argument: argument && given[0], rest: rest ? given : [] };
    progress.exit = await command.run(line, terminal);
  });
}

function optionOf(name: string, option: Option, all: Command['options'], reached: () => void): ProgramOption {
  const flag = flagOf(name);
  const made = new ProgramOption(option.value === undefined ? flag : `${flag} <${option.value}>`, option.about);
  made.makeOptionMandatory(option.missing !== undefined);
  if (option.value === undefined) return made;
  return made.argParser((text: string, before: unknown) => {
    reached();
    // `--secret --json`: the value was forgotten.
    if (text.startsWith('--') && Object.keys(all).some((other) => flagOf(other) === text)) throw missingValue(flag);
    const value = option.read ? option.read(text, flag) : text;
    return option.many ? [...(Array.isArray(before) ? before : []), value] : value;
  });
}

function missingValue(flag: string): UsageError {
  return new UsageError(`${flag} needs a value.`);
}

function section({ styles }: Terminal, title: string, text: string): string {
  return `\n${styles.bold(`${title}:`)}\n${text.replace(/^/gm, '  ')}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
}

function ofGroup(error: CommanderError, names: readonly string[]): Error {
  if (error.code === 'commander.help') return new UsageError(`missing command: one of ${names.join(', ')}.`);
  return common(error);
}

function ofCommand(error: CommanderError, { argument, options, stray }: Command, args: readonly string[]): Error {
  const given = /'(.*)'/s.exec(error.message)?.[1] ?? '';
  if (error.code === 'commander.missingArgument' && argument) {
    return new UsageError(`missing ${argument.name} (${argument.about}).`);
  }
  if (error.code === 'commander.missingMandatoryOptionValue') {
    const [name = '', option] = Object.entries(options).find(([key]) => given.startsWith(flagOf(key))) ?? [];
    return new UsageError(`missing ${flagOf(name)} ${option?.value ?? ''} (${option?.missing ?? ''}).`);
  }
  if (error.code === 'commander.optionMissingArgument') return missingValue(given.split(' ')[0] ?? '');
  if (error.code === 'commander.excessArguments') {
    const extra = args[argument ? 1 : 0] ?? '';
    const hint = stray === undefined ? '' : ` Did you mean ${flagOf(stray)} ${extra}?`;
    return new UsageError(
      argument
        ? `too many arguments: expected one ${argument.name}, got ${args.length}.`
        : `unexpected argument ${JSON.stringify(extra)}.${hint}`,
    );
  }
  return common(error);
}

/** What is alike for commands and groups: what was shown, and what is unknown, with the nearest name. */
function common(error: CommanderError): Error {
  if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') return new Shown();
  const [, what, given] = /unknown (option|command) '(.*)'/s.exec(error.message) ?? [];
  if (what === undefined || given === undefined) return new UsageError(error.message.replace(/^error: /, ''));
  const [, similar] = /\(Did you mean (?:one of )?([^,?)]+)/.exec(error.message) ?? [];
  const name = what === 'option' ? given : JSON.stringify(given);
  const meant = what === 'option' ? similar : JSON.stringify(similar);
  return new UsageError(`unknown ${what} ${name}.${similar === undefined ? '' : ` Did you mean ${meant}?`}`);
}
