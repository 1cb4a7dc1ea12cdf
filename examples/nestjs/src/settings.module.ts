import { type DynamicModule, Module } from '@nestjs/common';

/** What the app is told from outside. */
export interface Settings {
  readonly apiKey: string;
  readonly webhookSecret: string;
  /** Where Vortex is. */
  readonly vortexUrl: string;
  /** The page on which the emulator shows the mails it would have sent. */
  readonly outboxUrl: string | undefined;
  /** Where the stand-in for the front-end component is, if the emulator runs. */
  readonly componentUrl: string | undefined;
}

export const SETTINGS = Symbol('settings');

@Module({})
class SettingsModule {}

/** Makes the settings injectable everywhere. */
export function settingsModule(settings: Settings): DynamicModule {
  const provider = { provide: SETTINGS, useValue: settings };
  return { module: SettingsModule, global: true, providers: [provider], exports: [SETTINGS] };
}
