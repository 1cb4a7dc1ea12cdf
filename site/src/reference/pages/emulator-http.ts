import { EMULATOR_ROUTES } from '../emulator-facts.ts';
import { inline, page, table } from '../markdown.ts';

/** docs/reference/emulator-http.md. */
export function emulatorHttp(): string {
  return page(
    "# The emulator's HTTP API",
    'For tests in other languages and processes. In TypeScript, `createEmulator()` has the same as methods. All bodies are ' +
      'JSON; an error is `{ "statusCode": 404, "code": "...", "message": "..." }`.',
    ...Object.entries(EMULATOR_ROUTES).flatMap(([title, { about, routes }]) => [
      `## ${title}`,
      about,
      table(
        ['Method', 'Path', 'What it does'],
        Object.entries(routes).map(([route, what]) => {
          const [method = '', path = ''] = route.split(' ');
          return [inline(method), inline(path), what];
        }),
      ),
    ]),
  );
}
