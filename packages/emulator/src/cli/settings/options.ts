import { DEFAULT_PORT } from '../../shared/constants.ts';
import type { RepeatedOption, ValueOption } from '../shell/command.ts';

/** The option of every command that reads settings. */
export const DOTENV: { readonly dotenv: RepeatedOption } = {
  // Not --env-file: that one Node takes for itself, wherever it stands.
  dotenv: {
    value: 'FILE',
    many: true,
    about: 'read settings from this file instead of .env, .env.local, ...; may be repeated',
  },
};

/** The options of every command that asks a running emulator. */
export const EMULATOR: { readonly emulator: ValueOption; readonly dotenv: RepeatedOption } = {
  emulator: {
    value: 'URL',
    about: `the emulator's address (default VORTEX_API_BASE_URL, or http://127.0.0.1:${DEFAULT_PORT})`,
  },
  ...DOTENV,
};

/** The key that a command sends or signs with. */
export const API_KEY: { readonly apiKey: ValueOption } = {
  apiKey: { value: 'KEY', about: "the API key (default VORTEX_API_KEY, or the emulator's)" },
};
