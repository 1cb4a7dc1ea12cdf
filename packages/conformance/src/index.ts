import { describe } from 'vitest';
import { deadlineCases } from './cases/deadline-cases.ts';
import { endpointCases } from './cases/endpoint-cases.ts';
import { environmentCases } from './cases/environment-cases.ts';
import { failureCases } from './cases/failure-cases.ts';
import { inputCases } from './cases/input-cases.ts';
import { originCases } from './cases/origin-cases.ts';
import { routeCases } from './cases/route-cases.ts';
import { tokenCases } from './cases/token-cases.ts';
import { uploadCases } from './cases/upload-cases.ts';
import { webhookCases } from './cases/webhook-cases.ts';
import { acceptCases } from './rules/accept-cases.ts';
import { addressCases } from './rules/address-cases.ts';
import { identityCases } from './rules/identity-cases.ts';
import { ownRuleCases } from './rules/own-rule-cases.ts';
import { ruleCases } from './rules/rule-cases.ts';
import { userCases } from './rules/user-cases.ts';
import { inProcess, type Platform, type Start, type Subject } from './subject.ts';

export { type Control, startControl } from './control.ts';
export { listen } from './listen.ts';
export type { Entry, Settings } from './settings.ts';
export type { HeaderReader, Specimen } from './specimen.ts';
export type { Platform, Running, Server, Start, Subject } from './subject.ts';

/**
 * All requirements for an adapter, as tests over real sockets. Call it at the top level of a test file.
 *
 * @param subject - The adapter on its framework.
 * @param platform - What the platform does to requests before the app sees them. Default: nothing.
 * @example
 * import express, { type Request } from 'express';
 * conformance<Request>({
 *   name: 'express 5',
 *   header: (request, name) => request.get(name),
 *   start({ webhook, routes }) {
 *     const app = express();
 *     app.use(vortexWebhook(webhook));
 *     app.use('/api/vortex', vortexRoutes(routes));
 *     return listen(app);
 *   },
 * });
 */
export function conformance<Req>(subject: Subject<Req>, platform: Platform = {}): void {
  const start = inProcess(subject);
  conformanceOf(subject.name, start, platform);
  // Elsewhere the platform takes the whole body, or refuses it, before anything of ours runs.
  if (platform.handsOverEarly !== false) uploadsOf(subject.name, start);
}

/**
 * The same suite for an app that is started in another way, for example in another runtime's process.
 *
 * @param name - Framework, major version and platform.
 * @param start - Starts the app with a case's settings.
 * @param platform - What the platform does to requests before the app sees them.
 * @example
 * const control = await startControl();
 * conformanceOf('my framework, built', control.start('http://127.0.0.1:3000'));
 */
export function conformanceOf(name: string, start: Start, platform: Platform = {}): void {
  describe(name, () => {
    webhookCases(start, platform);
    endpointCases(start);
    deadlineCases(start, platform);
    tokenCases(start);
    routeCases(start, platform);
    inputCases(start, platform);
    ruleCases(start);
    userCases(start);
    addressCases(start);
    identityCases(start);
    acceptCases(start);
    ownRuleCases(start);
    originCases(start, platform);
    failureCases(start);
    environmentCases(start);
  });
}

/**
 * The suite's uploads of 64 MiB, for an app that is started in another way. `conformance` has them already. How much a
 * server grows is seen where it tells its `memory`.
 *
 * @param name - Framework, major version and platform.
 * @param start - Starts the app with a case's settings.
 * @param most - By how many bytes the server may grow. Default: 16 MiB.
 * @example
 * const control = await startControl();
 * uploadsOf('my framework, built', control.start('http://127.0.0.1:3000'));
 */
export function uploadsOf(name: string, start: Start, most?: number): void {
  describe(name, () => uploadCases(start, most));
}
