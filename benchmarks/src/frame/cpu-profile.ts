import { Session } from 'node:inspector/promises';

/** A CPU profile of this process while something runs, as Chromium's tools and speedscope read it. */
export async function cpuProfile(work: () => unknown): Promise<unknown> {
  const stop = await startProfile();
  await work();
  return stop();
}

/** @returns Ends the profile and returns it. */
export async function startProfile(): Promise<() => Promise<unknown>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
  return async () => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    return profile;
  };
}
