/** The API key of an emulator that was given none. Fixed, so that a project's `.env` can name it. Not a secret. */
export const DEFAULT_API_KEY: string = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.emulator-only-not-a-secret';

/** The webhook secret of an emulator that was given none. Not a secret. */
export const DEFAULT_WEBHOOK_SECRET: string = 'whsec_emulator_only';

/** The port of `vortex dev`. */
export const DEFAULT_PORT: number = 4400;

/** Every emulator is one account with one project, environment and deployment. */
export const ACCOUNT_ID: string = '00000000-0000-4000-a000-000000000001';
export const PROJECT_ID: string = '00000000-0000-4000-a000-000000000002';
export const ENVIRONMENT_ID: string = '00000000-0000-4000-a000-000000000003';
export const DEPLOYMENT_ID: string = '00000000-0000-4000-a000-000000000004';

/** How many invitations one page of a scope's list holds (docs/protocol.md §3.3). */
export const PAGE_SIZE = 20;
