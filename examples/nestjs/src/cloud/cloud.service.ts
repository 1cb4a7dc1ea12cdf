import { Inject, Injectable } from '@nestjs/common';
import { isVortexError, Vortex } from '@vortex/nestjs';
import { SETTINGS, type Settings } from '../settings.module.js';

/** Whether Vortex answers, and if not, what to do about it. */
export type CloudState = { readonly ok: true } | { readonly ok: false; readonly message: string };

@Injectable()
export class CloudService {
  constructor(
    private readonly vortex: Vortex,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Asks with little patience: a page waits for the answer. */
  async state(): Promise<CloudState> {
    const { error } = await this.vortex.ping({ timeout: 2000, maxRetries: 0 });
    return error ? { ok: false, message: this.trouble(error) } : { ok: true };
  }

  /** What a failed call means to the person at the terminal or in front of the page. */
  trouble(error: unknown): string {
    const address = this.settings.vortexUrl;
    if (isVortexError(error, 'connection_failed') || isVortexError(error, 'timeout')) {
      return (
        `Vortex does not respond at ${address}. Start the emulator there, or start this app without --no-emulator ` +
        'and VORTEX_API_BASE_URL, and it brings its own. Until then, no one can be invited.'
      );
    }
    if (isVortexError(error, 'authentication_failed')) {
      return `The Vortex at ${address} refuses this API key. Set VORTEX_API_KEY to one of its own.`;
    }
    return `The Vortex at ${address} cannot do this now: ${error instanceof Error ? error.message : String(error)}`;
  }
}
