import { type Control, conformanceOf, type Start, startControl } from '@vortex/conformance';
import { mustBuild, type Served, startNext } from '@vortex/test-support/next-app';
import { afterAll, beforeAll, describe } from 'vitest';
import { failuresSuite } from './failures.ts';

/** Builds the app in `folder`, serves it with `next start`, and runs the suite against it, once per runtime and router. */
export function nextSuite(name: string, folder: string): void {
  for (const variant of ['node', 'edge', 'pages']) {
    describe(variant, () => {
      let control: Control | undefined;
      let served: Served | undefined;
      beforeAll(async () => {
        control = await startControl();
        const app = { folder, env: { VARIANT: variant, CONTROL_URL: control.url } };
        await mustBuild(app);
        served = await startNext(app);
      }, 600_000);
      afterAll(async () => {
        await served?.close();
        await control?.close();
      });

      const start: Start = (settings) => {
        if (!control || !served) throw new Error('The app runs only while tests do.');
        return control.start(served.url)(settings);
      };
      conformanceOf(`${name} on ${variant}`, start, { handsOverOddPaths: false, handsOverEarly: variant !== 'edge' });
      failuresSuite(`${name} on ${variant}`, { folder, env: { VARIANT: variant } }, variant === 'pages');
    });
  }
}
