/** What a second create for the same scope and target answers while the first is open. */
export type DuplicatePolicy = 'return-existing' | 'conflict' | 'allow';

/** An emulator's options with every default filled in. */
export interface Settings {
  readonly apiKeys: readonly string[];
  readonly webhookSecret: string;
  readonly landingPage: string | undefined;
  readonly landingPageParameter: string;
  readonly invitationLifetime: number | null;
  readonly reminders: readonly number[];
  readonly duplicates: DuplicatePolicy;
  readonly autojoinAtSignIn: boolean;
  readonly deferredLinkWindow: number;
  readonly acceptOnlyByTarget: boolean;
  readonly bounces: (address: string) => boolean;
  readonly components: ReadonlySet<string> | undefined;
}
