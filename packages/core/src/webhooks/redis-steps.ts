import { batches, type RedisClientLike, redisRunner } from './redis-clients.ts';

/** What is done to a key. Anything else is a probe: it does nothing. */
export type RedisStep = 'claim' | 'complete' | 'release' | 'probe';

/** Takes a step; resolves to what the server answered to it. */
export type RedisStepper = (step: RedisStep, key: string, token?: string, ms?: number) => Promise<unknown>;

// A key holds the token of its holder until it is handled, and `done:<token>` from then on. Each step may come twice:
// clients send a command again whose reply was lost. A claim gives 0, -1 where it is done, or the time it is busy for; the
// others whether they acted.
const STEPS = `
local replies = {}
for i, key in ipairs(KEYS) do
  local step, token, ms = ARGV[3 * i - 2], ARGV[3 * i - 1], ARGV[3 * i]
  local reply = 0
  if step == 'claim' then
    if not redis.call('SET', key, token, 'NX', 'PX', ms) then
      local value = redis.call('GET', key)
      if string.sub(value, 1, 4) == 'done' then
        reply = -1
      elseif value ~= token then
        reply = math.max(redis.call('PTTL', key), 1)
      end
    end
  elseif step ~= 'probe' then
    local value = redis.call('GET', key)
    if value == token then
      if step == 'complete' then
        redis.call('SET', key, 'done:' .. token, 'PX', ms)
      else
        redis.call('DEL', key)
      end
      reply = 1
    elseif step == 'complete' and value == 'done:' .. token then
      reply = 1
    end
  end
  replies[i] = reply
end
if #KEYS == 1 then return replies[1] end
return replies`;

/** So that no command keeps a server busy for long: a hundred steps take well under a millisecond. */
const MOST = 100;

interface Waiting {
  readonly key: string;
  readonly args: readonly string[];
  resolve(reply: unknown): void;
  reject(error: unknown): void;
}

/**
 * Takes steps by way of a client: one at once where nothing is under way, and otherwise those of a turn of the event loop
 * as one command, which costs a busy process a fraction of a command each. Clusters keep keys apart, and so may what
 * stands before them: they are asked for each.
 */
export function redisStepper(client: RedisClientLike): RedisStepper {
  const run = redisRunner(client);
  // Taken now: a test may put a clock of its own in its place later.
  const { setImmediate: soon = queueMicrotask } = globalThis as { setImmediate?: (work: () => void) => unknown };
  let together = batches(client);
  let underWay = 0;
  let waiting: Waiting[] = [];

  async function send(steps: readonly Waiting[]): Promise<void> {
    const [only, more] = steps;
    underWay++;
    try {
      const keys = steps.map(({ key }) => key);
      const replies = await run(
        STEPS,
        keys,
        steps.flatMap(({ args }) => args),
      );
      if (!more) only?.resolve(replies);
      else for (const [i, step] of steps.entries()) step.resolve(Array.isArray(replies) ? replies[i] : replies);
    } catch (error) {
      if (more && /cross-?slot/i.test(String(error))) {
        together = false;
        for (const step of steps) void send([step]);
      } else for (const step of steps) step.reject(error);
    } finally {
      underWay--;
    }
  }

  function sendWaiting(): void {
    const steps = waiting;
    waiting = [];
    for (let i = 0; i < steps.length; i += MOST) void send(steps.slice(i, i + MOST));
  }

  return (step, key, token = '', ms = 0) =>
    new Promise((resolve, reject) => {
      const one: Waiting = { key, args: [step, token, String(Math.ceil(ms))], resolve, reject };
      if (!together || underWay === 0) void send([one]);
      else if (waiting.push(one) === 1) soon(sendWaiting);
    });
}
