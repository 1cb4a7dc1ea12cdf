import { fileURLToPath } from 'node:url';
import { createEmulator } from '@vortex/emulator';
import { silentPort, startsOf } from '@vortex/example-web/testing';
import { describe, expect, it } from 'vitest';

const run = startsOf(fileURLToPath(new URL('../src/main.ts', import.meta.url)));

describe('--once', () => {
  it('drives the whole flow, prints the real values of each step and ends with 0', async () => {
    const started = run(['--once']);
    expect(await started.end(), started.output()).toBe(0);
    const output = started.output();
    expect(output).toMatch(/user +\{"id":"user-ada","email":"ada@example.com","name":"Ada"\}/);
    expect(output).toMatch(/exp +\d{10}/);
    expect(output).toMatch(/invitation +[0-9a-f-]{36}/);
    expect(output).toMatch(/short link +http:\/\/127\.0\.0\.1:\d+\/i\/\w+/);
    expect(output).toMatch(/webhook +\S+ +invitation\.accepted, signature verified/);
    expect(output).toMatch(/Nia +nia@example\.com, member/);
    expect(output).toMatch(/answer +401 .*signature_invalid/);
    expect(output).toMatch(/Done: \d+ steps in [\d.]+ s\.\n$/);
  });

  it('ends with 1 and names the step when no Vortex answers', async () => {
    const port = await silentPort();
    const started = run(['--once', '--no-emulator', '--emulator-port', String(port)]);
    expect(await started.end()).toBe(1);
    expect(started.output()).toContain(`Vortex does not respond at http://127.0.0.1:${port}.`);
    expect(started.output()).toMatch(/Failed: step 1, "Start"\.\n$/);
  });

  it('ends with 1 when the Vortex it is pointed at refuses the key', async () => {
    const emulator = await createEmulator({ apiKey: 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.another-key' });
    const started = run(['--once'], { VORTEX_API_BASE_URL: emulator.url });
    expect(await started.end()).toBe(1);
    await emulator.close();
    expect(started.output()).toContain('refuses this API key');
  });

  it('ends with 1 at the step where the flow breaks when links lead elsewhere', async () => {
    const emulator = await createEmulator();
    const started = run(['--once'], { VORTEX_API_BASE_URL: emulator.url });
    expect(await started.end()).toBe(1);
    await emulator.close();
    expect(started.output()).toMatch(/✓ Invite nia@example\.com/);
    expect(started.output()).toMatch(/✗ Follow the link/);
  });
});

it('--help lists --once', async () => {
  const started = run(['--help']);
  expect(await started.end()).toBe(0);
  expect(started.output()).toContain('--once');
});
