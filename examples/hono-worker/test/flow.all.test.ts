import { signedWebhook } from '@vortex/core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { flow } from '../dev/flow.ts';
import { startStack } from '../dev/stack.ts';

test('the Worker goes the whole way in workerd, against the emulator', async () => {
  const stack = await startStack({ port: 0, emulatorPort: 0 });
  onTestFinished(() => stack.close());
  const steps: string[] = [];
  await flow(stack, (step) => steps.push(step));
  expect(steps).toHaveLength(5);
}, 60_000);

test('an event that comes again is known to the Durable Object', async () => {
  const stack = await startStack({ port: 0, emulatorPort: 0 });
  onTestFinished(() => stack.close());
  const { body, headers } = signedWebhook('member.created', { secret: stack.emulator.webhookSecret });
  const deliver = async () => {
    const answer = await fetch(`${stack.worker.url}/webhooks/vortex`, { method: 'POST', headers, body });
    return answer.json();
  };
  expect(await deliver()).toEqual({ received: true });
  expect(await deliver()).toEqual({ received: true, duplicate: true });
}, 60_000);
