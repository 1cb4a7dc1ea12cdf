import { resolve } from 'node:path';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { DEFAULT_PORT } from '../../shared/constants.ts';
import { Settings } from '../settings/settings.ts';
import type { Terminal } from '../shell/terminal.ts';

/** The options of `dev`. */
export interface DevOptions {
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly allowHost: readonly string[] | undefined;
  readonly clientOrigin: readonly string[] | undefined;
  readonly webhook: readonly string[] | undefined;
  readonly secret: string | undefined;
  readonly apiKey: string | undefined;
  readonly landingPage: string | undefined;
  readonly publicUrl: string | undefined;
  readonly reminder: readonly number[] | undefined;
  readonly data: string | undefined;
  readonly dotenv: readonly string[] | undefined;
}

/** Where the key and the secret come from, when that is not the command line or the emulator itself. */
export interface Sources {
  readonly apiKey?: string | undefined;
  readonly secret?: string | undefined;
}

/** The emulator that the command line and the app's own settings ask for. */
export function readDev(
  options: DevOptions,
  terminal: Terminal,
  withApp: boolean,
): { readonly emulator: EmulatorOptions; readonly sources: Sources } {
  const settings = new Settings(terminal, { dotenv: options.dotenv });
  const port = localPort(settings.find('VORTEX_API_BASE_URL'));
  // A key beside another address is one of the real Vortex, and stays out of this.
  const apiKey = options.apiKey ?? (port === undefined ? undefined : settings.find('VORTEX_API_KEY'));
  const secret = options.secret ?? settings.find('VORTEX_WEBHOOK_SECRET');
  settings.tell();
  if (port === undefined && !withApp && settings.sourceOf('VORTEX_API_KEY') !== undefined) {
    terminal.error(
      'VORTEX_API_KEY is set, but VORTEX_API_BASE_URL does not name an emulator: your app calls the real Vortex until both have the values below.\n',
    );
  }
  return {
    emulator: {
      port: options.port ?? port ?? DEFAULT_PORT,
      ...(options.host !== undefined && { host: options.host }),
      ...(options.allowHost && { allowedHosts: options.allowHost }),
      ...(options.clientOrigin && { clientOrigins: options.clientOrigin }),
      ...(options.webhook && { webhooks: options.webhook.map((url) => ({ url })) }),
      ...(secret !== undefined && { webhookSecret: secret }),
      ...(apiKey !== undefined && { apiKey }),
      ...(options.landingPage !== undefined && { landingPage: options.landingPage }),
      ...(options.publicUrl !== undefined && { publicUrl: options.publicUrl }),
      ...(options.reminder && { reminders: options.reminder }),
      ...(options.data !== undefined && { data: resolve(terminal.cwd, options.data) }),
    },
    sources: {
      apiKey: options.apiKey === undefined && apiKey !== undefined ? settings.sourceOf('VORTEX_API_KEY') : undefined,
      secret: options.secret === undefined ? settings.sourceOf('VORTEX_WEBHOOK_SECRET') : undefined,
    },
  };
}

/** The port of an address that an emulator on this machine can have. */
function localPort(address: string | undefined): number | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, hostname, port } = new URL(address);
  const local = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return protocol === 'http:' && local && port !== '' ? Number(port) : undefined;
}
