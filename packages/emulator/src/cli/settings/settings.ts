import { DEFAULT_API_KEY, DEFAULT_PORT, DEFAULT_WEBHOOK_SECRET } from '../../shared/constants.ts';
import { readUrl } from '../shell/read.ts';
import type { Terminal } from '../shell/terminal.ts';
import { type Environment, readEnvironment } from './environment.ts';

/** Options by which a command line overrides the settings of the environment. */
interface Overrides {
  readonly emulator?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly secret?: string | undefined;
  readonly dotenv?: readonly string[] | undefined;
}

/**
 * What a command takes from its options, else from the environment, else from `.env` files, else from what an emulator
 * has by default. Which file a setting came from, and that a default was used, is said on standard error by `tell`.
 */
export class Settings {
  readonly #terminal: Terminal;
  readonly #given: Overrides;
  readonly #environment: Environment;
  readonly #files = new Map<string, string[]>();
  readonly #defaults: string[] = [];

  constructor(terminal: Terminal, given: Overrides) {
    this.#terminal = terminal;
    this.#given = given;
    this.#environment = readEnvironment(terminal, given.dotenv);
  }

  /** The address of the emulator, without a slash at its end. */
  emulator(): string {
    if (this.#given.emulator) return readUrl(this.#given.emulator, '--emulator').replace(/\/+$/, '');
    const variable = this.find('VORTEX_API_BASE_URL');
    if (variable !== undefined) return readUrl(variable, 'VORTEX_API_BASE_URL').replace(/\/+$/, '');
    return `http://127.0.0.1:${DEFAULT_PORT}`;
  }

  /** The API key. A token signed with the emulator's own is worth nothing elsewhere, so that it is used is said. */
  apiKey(): string {
    return this.#given.apiKey || this.#orDefault('VORTEX_API_KEY', DEFAULT_API_KEY, "the emulator's key");
  }

  /** The webhook secret. */
  secret(): string {
    return (
      this.#given.secret || this.#orDefault('VORTEX_WEBHOOK_SECRET', DEFAULT_WEBHOOK_SECRET, "the emulator's secret")
    );
  }

  /** A variable, if it is set anywhere. */
  find(name: string): string | undefined {
    const value = this.#environment.variables[name];
    const file = this.#environment.fileOf(name);
    if (file !== undefined) {
      const names = this.#files.get(file) ?? [];
      if (!names.includes(name)) this.#files.set(file, [...names, name]);
    }
    return value;
  }

  /** Where a variable that is set comes from, in words. */
  sourceOf(name: string): string | undefined {
    if (this.#environment.variables[name] === undefined) return undefined;
    return `from ${this.#environment.fileOf(name) ?? 'the environment'}`;
  }

  /** Says on standard error where the settings that were asked for came from, unless it is the process's environment. */
  tell(): this {
    const { error, errorStyles } = this.#terminal;
    for (const [file, names] of this.#files) error(`${errorStyles.dim(`Read ${names.join(', ')} from ${file}.`)}\n`);
    for (const line of this.#defaults) error(`${errorStyles.dim(line)}\n`);
    this.#files.clear();
    this.#defaults.length = 0;
    return this;
  }

  #orDefault(variable: string, fallback: string, name: string): string {
    const given = this.find(variable);
    if (given !== undefined) return given;
    this.#defaults.push(`${variable} is not set: ${name} is used.`);
    return fallback;
  }
}
