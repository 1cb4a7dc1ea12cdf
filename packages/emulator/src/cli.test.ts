import { VortexWebhooks } from '@teamvortexsoftware/vortex-node-22-sdk';
import { expect, it } from 'vitest';
import { startVortex } from '../test/support/command.ts';
import { commandsOf } from '../test/support/command-list.ts';
import { vortexHere as vortex } from '../test/support/in-process.ts';
import { receiver } from '../test/support/receiver.ts';
import { createEmulator } from './index.ts';

it('explains itself', async () => {
  for (const args of [[], ['--help'], ['help']]) {
    expect(await vortex(args)).toMatchObject({
      code: 0,
      out: expect.stringContaining('npx @vortex/emulator dev --webhook'),
    });
  }
  expect(await vortex(['dev', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes') });
});

it('explains every command in lines that fit a terminal, with examples', async () => {
  const names = async (path: readonly string[]): Promise<string[][]> => {
    const { out } = await vortex([...path, '--help']);
    const [text, examples] = out.split(/^Examples?:$/m);
    expect(examples, `examples of ${path.join(' ')}`).toContain('npx @vortex/emulator ');
    for (const line of text?.split('\n') ?? []) expect(line.length, line).toBeLessThanOrEqual(80);
    const [, commands] = /^Commands:\n((?: {2}.+\n)+)/m.exec(out) ?? [];
    return Array.from(commands?.matchAll(/^ {2}([a-z]+)/gm) ?? [], ([, name]) => [...path, name ?? '']);
  };
  const explained: string[][] = [];
  for (let paths = [[]] as string[][]; paths.length > 0; ) {
    explained.push(...paths);
    paths = (await Promise.all(paths.map(names))).flat();
  }
  expect(explained.length).toBeGreaterThan(20);
});

it('names values and arguments in capitals, and says with what each command ends', () => {
  const commands = commandsOf();
  const names = commands.flatMap(([path, { argument, options }]) => [
    ...(argument ? [`${path} ${argument.name}`] : []),
    ...Object.entries(options).flatMap(([name, { value }]) => (value === undefined ? [] : `${path} ${name} ${value}`)),
  ]);
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => !/ [A-Z][A-Z:]*$/.test(name))).toEqual([]);
  const silent = commands.filter(([, { exits }]) => !exits[0] || !exits[2] || Object.values(exits).includes(''));
  expect(silent).toEqual([]);
});

it.each([
  [['fly'], 'unknown command "fly"'],
  [['dev', '--prot', '1'], 'unknown option --prot. Did you mean --port?'],
  [['dev', '--port', 'web'], '--port must be a number'],
  [['dev', '--port', '70000'], '--port must be a number'],
  [['dev', '--reminder', '3'], '--reminder must be days, hours, minutes or seconds such as 3d'],
  [['dev', '--port', '0', '--webhook', 'here'], 'http://'],
  [['trigger', '--to', 'http://127.0.0.1:1'], 'missing EVENT (the event type, such as invitation.accepted)'],
  [['trigger', 'member.created'], 'missing --to URL (where to send the event)'],
  [['trigger', 'member.created', '--to', 'here'], 'http://'],
  [['trigger', 'member.created', '--to', 'http://127.0.0.1:1', '--data', '[1]'], 'JSON object'],
  [['dev', '--port', '0', '--api-key', 'mine'], 'VRTX.<id>.<secret>'],
  [['dev', '--port', '0', '--client-origin', 'app.test'], 'http://app.test:3000'],
])('ends with 2 for %j', async (args, text) => {
  const { code, error } = await vortex(args);
  expect(code).toBe(2);
  expect(error).toContain(text);
});

it('prints what an app needs', async () => {
  const { code, out } = await vortex(['dev', '--port', '0', '--webhook', 'http://127.0.0.1:1/x'], /Ctrl-C/);
  expect(code).toBe(0);
  expect(out).toMatch(/VORTEX_API_BASE_URL=http:\/\/127\.0\.0\.1:\d+\n/);
  expect(out).toMatch(/VORTEX_API_KEY=VRTX\./);
  expect(out).toContain('VORTEX_WEBHOOK_SECRET=whsec_emulator_only');
  expect(out).toContain('http://127.0.0.1:1/x');
});

it('names the port that is taken, and the option', async () => {
  const other = await createEmulator();
  const { port } = new URL(other.url);
  const { code, error } = await vortex(['dev', '--port', port]);
  await other.close();
  expect(code).toBe(3);
  expect(error).toContain(`Port ${port}`);
  expect(error).toContain(`--port ${Number(port) + 1}`);
});

it('sends one signed event, and says what became of it', async () => {
  const app = await receiver();
  const args = ['trigger', 'invitation.accepted', '--to', app.url, '--secret', 'whsec_test_cli', '--data', '{"a":1}'];
  expect(await vortex([...args, '--json'])).toMatchObject({ code: 0, out: expect.stringContaining('"status":200') });
  const [request] = app.requests;
  const webhooks = new VortexWebhooks({ secret: 'whsec_test_cli' });
  const event = webhooks.constructEvent(request?.body ?? '', String(request?.headers['x-vortex-signature']));
  expect(event).toMatchObject({ type: 'invitation.accepted', data: { a: 1 } });
  app.statuses.push(401);
  expect(await vortex(args)).toMatchObject({ code: 1, error: expect.stringContaining('--secret') });
  await app.close();
  expect(await vortex(args)).toMatchObject({ code: 4, error: expect.stringContaining('ECONNREFUSED') });
});

it('runs as a program until it is interrupted', async () => {
  const running = startVortex(['dev', '--port', '0', '--json']);
  const { url, apiKey } = JSON.parse(await running.says(/\n$/));
  const answer = await fetch(`${url}/api/v1/invitations/by-scope/team/t`, { headers: { 'x-api-key': apiKey } });
  expect(await answer.json()).toEqual({ invitations: [] });
  expect(await running.interrupt()).toMatchObject({ code: 0, error: '' });
});
