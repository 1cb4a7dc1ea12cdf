import type { Terminal } from './terminal.ts';

/** One command of the CLI. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** All of `vortex <name> --help`. */
  readonly help: string;
  /** Resolves to the exit code. Throws a `CommandError` for what it can't do. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** Commands under one name, such as `vortex token create`. */
export interface CommandGroup {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly commands: Readonly<Record<string, Command | CommandGroup>>;
  /** Command lines that work as they stand. */
  readonly examples: readonly string[];
}
