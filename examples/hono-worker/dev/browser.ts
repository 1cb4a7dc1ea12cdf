import { hc } from 'hono/client';
import type { App } from '../src/worker.ts';

/** A person's browser: one cookie, forms, and a client of the app that knows its routes. */
export class Browser {
  readonly client: ReturnType<typeof hc<App>>;
  readonly #origin: string;
  #cookie = '';

  constructor(origin: string) {
    this.#origin = origin;
    this.client = hc<App>(origin, { headers: () => ({ cookie: this.#cookie }) });
  }

  async submit(path: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
    const answer = await fetch(this.#origin + path, {
      method: 'POST',
      headers: { cookie: this.#cookie, origin: this.#origin },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    if (answer.status !== 303) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
    const [cookie] = answer.headers.getSetCookie();
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
  }

  async text(path: string): Promise<string> {
    return (await fetch(this.#origin + path, { headers: { cookie: this.#cookie } })).text();
  }
}
