import type { Entry, Settings } from './settings.ts';
import { type HeaderReader, type Specimen, specimen } from './specimen.ts';

/** What the control server says of the case that runs. */
export interface Orders {
  /** Another number: another app, with nothing left of the one before. */
  readonly number: number;
  readonly settings: Settings;
  /** Set in the process's environment: a request has asked for it, perhaps of another module. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * An app under test that lives in a framework's own server process. Before every request it asks the control server which
 * settings are in force, and it tells that server what it notes before it answers.
 *
 * @param control - The control server's address.
 * @param header - Reads a header of the framework's own request.
 * @param mount - Makes handlers from options.
 * @example
 * const underTest = controlledApp<Request, ReturnType<typeof vortexWebhook>>(
 *   'http://127.0.0.1:4500',
 *   (request, name) => request.headers.get(name),
 *   ({ webhook }) => vortexWebhook(webhook),
 * );
 * export const POST = (request: Request) => underTest(request, (handler) => handler(request));
 */
export function controlledApp<Req, App>(
  control: string,
  header: HeaderReader<Req>,
  mount: (options: Specimen<Req>) => App,
): <Answer>(request: Req, handle: (app: App) => Promise<Answer>) => Promise<Answer> {
  let current: { readonly number: number; readonly app: App } | undefined;
  const notes = new Set<Promise<unknown>>();

  const app = async (request: Req): Promise<App> => {
    const asked = header(request, 'x-set-environment') ? '/orders?environment' : '/orders';
    const { number, settings, environment } = (await (await ask(control, asked)).json()) as Orders;
    const { process } = globalThis as { process?: { env: Record<string, string | undefined> } };
    if (process && environment) Object.assign(process.env, environment);
    if (current?.number === number) return current.app;
    const note = (entry: Entry): void => {
      const sent = ask(control, `/entries/${number}`, entry).finally(() => notes.delete(sent));
      notes.add(sent);
    };
    current = { number, app: mount(specimen(settings, header, note)) };
    return current.app;
  };

  return async (request, handle) => {
    // Those that were made after an answer had gone out.
    await Promise.all(notes);
    const answer = await handle(await app(request));
    await Promise.all(notes);
    return answer;
  };
}

function ask(control: string, path: string, body?: unknown): Promise<Response> {
  // Next keeps answers of fetch unless told otherwise.
  const init: RequestInit = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return fetch(`${control}${path}`, { ...init, cache: 'no-store' });
}
