/** What the app has to know from outside. */
export interface Settings {
  readonly apiKey: string;
  readonly webhookSecret: string;
  /** Where Vortex is. */
  readonly vortexUrl: string;
  /** The page on which the emulator shows the mails it would have sent. */
  readonly outboxUrl: string | undefined;
  /** Where the stand-in for the front-end component is, if the emulator runs. */
  readonly componentUrl: string | undefined;
  /** Gets one line per webhook and per failure. */
  readonly log: (line: string) => void;
}
