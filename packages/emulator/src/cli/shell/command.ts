import type { Terminal } from './terminal.ts';

/** One option of a command, `--forward-to <URL>` for the name `forwardTo`. */
export interface Option {
  /** Its line in the help. */
  readonly about: string;
  /** What stands for its value in the help; absent for a flag. */
  readonly value?: string;
  /** It may be repeated. */
  readonly many?: true;
  /** It is required; this says what it is, for the error that it is missing. */
  readonly missing?: string;
  /** Reads its value. Throws a `UsageError` that names the flag. */
  readonly read?: (text: string, flag: string) => unknown;
}

/** An option with a value. */
export interface ValueOption extends Option {
  readonly value: string;
}

/** One that may be given several times. */
export interface RepeatedOption extends ValueOption {
  readonly many: true;
}

/** The one positional argument of a command. */
export interface Argument {
  readonly name: string;
  readonly about: string;
  readonly optional?: true;
}

type Options = Readonly<Record<string, Option>>;

type Value<Given extends Option> = Given extends { readonly value: string }
  ? Given extends { readonly read: (text: string, flag: string) => infer Read }
    ? Read
    : string
  : true;

/** What a command gets for the options of its table. */
export type Values<Table extends Options> = {
  readonly [Name in keyof Table]:
    | (Table[Name] extends { readonly many: true } ? readonly Value<Table[Name]>[] : Value<Table[Name]>)
    | (Table[Name] extends { readonly missing: string } ? never : undefined);
};

/** A command line that was understood. */
export interface CommandLine<Table extends Options, Given extends Argument | undefined> {
  readonly options: Values<Table>;
  readonly argument: Given extends { readonly optional: true }
    ? string | undefined
    : Given extends Argument
      ? string
      : undefined;
  /** What stands after `--`. */
  readonly rest: readonly string[];
}

/** One row of the table of commands: parsing, help, suggestions, completion and the README's list come from it. */
export interface CommandTable<Table extends Options, Given extends Argument | undefined> {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What it does, in whole sentences. */
  readonly about: string;
  readonly argument?: Given;
  /** What may stand after `--`: the name and one line. */
  readonly rest?: { readonly name: string; readonly about: string };
  readonly options: Table;
  /** The option that a stray argument was probably meant for. */
  readonly stray?: keyof Table & string;
  /** Paragraphs after the options. */
  readonly notes?: readonly string[];
  /** What it ends with, and when. */
  readonly exits: Readonly<Record<number, string>>;
  /** Command lines that work as they stand. */
  readonly examples: readonly string[];
  /** Resolves to the exit code. Throws a `CommandError` for what it can't do. */
  run(line: CommandLine<Table, Given>, terminal: Terminal): Promise<number>;
}

/** A command line before its values are known to be those of the table. */
export interface ParsedLine {
  readonly options: Readonly<Record<string, unknown>>;
  readonly argument: string | undefined;
  readonly rest: readonly string[];
}

/** A command whose table is not looked into by types. */
export interface Command extends Omit<CommandTable<Options, Argument | undefined>, 'run' | 'stray'> {
  readonly stray?: string;
  run(line: ParsedLine, terminal: Terminal): Promise<number>;
}

/** Commands under one name, such as `token create`. */
export interface CommandGroup {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly commands: Readonly<Record<string, Command | CommandGroup>>;
  /** Command lines that work as they stand. */
  readonly examples: readonly string[];
}

/** Makes a command of its table. The program parses by the same table, so the values are of its types. */
export function command<const Table extends Options, const Given extends Argument | undefined = undefined>(
  table: CommandTable<Table, Given>,
): Command {
  return { ...table, run: (line, terminal) => table.run(line as CommandLine<Table, Given>, terminal) };
}

/** The flag of an option: `--forward-to` for `forwardTo`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
