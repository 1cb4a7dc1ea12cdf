import { Controller, Get, Module } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { createEmulator } from '@vortex/emulator';
import { expect, onTestFinished, test } from 'vitest';
import { startNest } from '../test/nest-app.ts';
import { VortexModule } from './index.ts';
import { VortexHealthIndicator } from './terminus.ts';

@Controller()
class HealthController {
  readonly #health: HealthCheckService;
  readonly #vortex: VortexHealthIndicator;

  constructor(health: HealthCheckService, vortex: VortexHealthIndicator) {
    this.#health = health;
    this.#vortex = vortex;
  }

  @Get('health')
  @HealthCheck()
  check() {
    return this.#health.check([() => this.#vortex.isHealthy('vortex', { timeout: 5000 })]);
  }
}

test('the health of an app says whether Vortex answers and takes the key', async () => {
  const emulator = await createEmulator();
  onTestFinished(() => emulator.close());
  const { apiKey, url: baseUrl } = emulator;
  @Module({
    imports: [TerminusModule, VortexModule.forRoot({ apiKey, baseUrl, isGlobal: true })],
    controllers: [HealthController],
    providers: [VortexHealthIndicator],
  })
  class App {}
  const app = await startNest(App);
  expect(await app.get('/health')).toMatchObject({ status: 200, json: { info: { vortex: { status: 'up' } } } });
  const before = emulator.requests.length;
  emulator.addFault({ method: 'GET', status: 500 });
  expect(await app.get('/health')).toMatchObject({
    status: 503,
    json: { error: { vortex: { code: 'server_error' } } },
  });
  // Whoever asks for the health asks again; a check that repeats would be late.
  expect(emulator.requests.length).toBe(before + 1);
  emulator.addFault({ method: 'GET', status: 401 });
  expect(await app.get('/health')).toMatchObject({
    status: 503,
    json: { error: { vortex: { status: 'down', code: 'authentication_failed' } } },
  });
});

test('asked about an instance that the app does not have, it says so', async () => {
  @Module({ imports: [TerminusModule, VortexModule.forRoot()], providers: [VortexHealthIndicator] })
  class App {}
  const indicator = (await startNest(App)).app.get(VortexHealthIndicator);
  await expect(indicator.isHealthy('vortex', { instance: 'acme' })).rejects.toMatchObject({
    code: 'invalid_option',
    message: expect.stringContaining('"acme"'),
  });
});
