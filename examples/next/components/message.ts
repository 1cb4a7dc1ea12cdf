import { VortexPageError } from '@vortex/react';

/** What a failed call means to the person in front of the page. */
export function messageOf(error: unknown): string {
  return error instanceof VortexPageError && error.code !== 'connection_failed'
    ? error.message
    : 'The app does not respond. Is it still running in the terminal?';
}
