import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** What other programs do on this machine: how many cores they have kept busy since `watchOthers` was called. */
export type Others = () => number;

/** Milliseconds of a tick in /proc, on every Linux that Node runs on. */
const TICK = 10;

/**
 * Busy time of all processors, without that of this process and all that it started. On other systems than Linux nobody
 * says which processes those are, and the answer is 0.
 */
export function watchOthers(): Others {
  const [start, busy, own] = [performance.now(), busyTime(), ownTime()];
  return () => {
    const now = ownTime();
    if (own === undefined || now === undefined) return 0;
    return Math.max(0, (busyTime() - busy - (now - own)) / (performance.now() - start));
  };
}

function busyTime(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

/** Of this process, those it has started, and those that have ended and were waited for. */
function ownTime(): number | undefined {
  try {
    const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const stats = processes.flatMap((pid) => stat(pid) ?? []);
    const ours = new Set([process.pid]);
    // A parent may have a higher number than its child.
    for (let before = 0; before < ours.size; ) {
      before = ours.size;
      for (const { pid, parent } of stats) if (ours.has(parent)) ours.add(pid);
    }
    return stats.filter(({ pid }) => ours.has(pid)).reduce((sum, { ticks }) => sum + ticks * TICK, 0);
  } catch {
    return undefined;
  }
}

function stat(pid: string): { readonly pid: number; readonly parent: number; readonly ticks: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it, in parentheses, may hold anything.
    const [, parent, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = rest.slice(9, 13).reduce((sum, each) => sum + Number(each), 0);
    return { pid: Number(pid), parent: Number(parent), ticks };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
