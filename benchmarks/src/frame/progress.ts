/** Says on a stream how far the contests are, and how long the rest will take. */
export interface Progress {
  /** @param part - Of the contest that runs now: 0 to 1. */
  report(contest: string, part: number, what: string): void;
  end(): void;
}

const WIDTH = 24;

/**
 * @param expected - By contest, in their order: seconds.
 * @param stream - On a terminal, one line that is written again; otherwise a line for each contest.
 */
export function progress(
  expected: Readonly<Record<string, number>>,
  stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'> = process.stderr,
): Progress {
  const start = performance.now();
  const total = sum(Object.values(expected));
  const names = Object.keys(expected);
  let shown = '';
  return {
    report(contest, part, what) {
      const before = sum(names.slice(0, names.indexOf(contest)).map((name) => expected[name] ?? 0));
      const done = before + part * (expected[contest] ?? 0);
      const elapsed = (performance.now() - start) / 1000;
      // As slow as it has been so far, once that says something.
      const pace = done > 0.05 * total ? elapsed / done : 1;
      const left = duration((total - done) * pace);
      if (stream.isTTY) {
        const filled = Math.round((done / total) * WIDTH);
        const line = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${left} left, ${contest}: ${what}`;
        stream.write(`\r\u001b[K${line.slice(0, (stream.columns || 80) - 1)}`);
      } else if (shown !== contest) {
        stream.write(`${contest} (${names.indexOf(contest) + 1} of ${names.length}, about ${left} left)\n`);
      }
      shown = contest;
    },
    end() {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}

/** `40 s`, `3 min`. */
export function duration(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
