import { crc32 } from 'node:zlib';

/**
 * The form of snapshots and journals: a header, then batches. A batch is one line for each entry (`[kind, id, value]`,
 * `[kind, id]` for one that is gone, `["clear"]` for all) and a line that closes it with a checksum. What is not
 * closed was still being written and counts for nothing, so that a batch is there as a whole or not at all.
 */
export const VERSION = 1;

const FORMAT = 'vortex-emulator-data';

/** The first line of every file. */
export const HEADER: Buffer = Buffer.from(`${JSON.stringify({ format: FORMAT, version: VERSION })}\n`);

/** One line of a batch. */
export type Line = readonly [kind: string, id: string, value?: unknown] | readonly ['clear'];

/** A batch as it is written, closed. */
export function encodeBatch(lines: readonly Line[]): Buffer {
  const content = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return Buffer.concat([content, Buffer.from(`${JSON.stringify({ crc32: crc32(content) })}\n`)]);
}

/** What the beginning of a file says. */
export type Head = 'ours' | 'newer' | 'torn' | 'foreign';

export function readHead(bytes: Buffer): Head {
  const end = bytes.indexOf(0x0a);
  // The header itself may have been under way.
  if (end === -1) return HEADER.subarray(0, bytes.length).equals(bytes) ? 'torn' : 'foreign';
  const { format, version } = parsed(bytes.toString('utf8', 0, end)) ?? {};
  if (format !== FORMAT || typeof version !== 'number') return 'foreign';
  return version > VERSION ? 'newer' : 'ours';
}

/** What came of reading a file's batches. */
export interface ReadBatches {
  /** Where the last closed batch ends, in bytes. */
  readonly end: number;
  /** A closed batch stands behind something that is none: this is no unfinished write. */
  readonly damaged: boolean;
}

/** Hands over the lines of every closed batch, in order. */
export function readBatches(bytes: Buffer, apply: (line: Line) => void): ReadBatches {
  let end = bytes.indexOf(0x0a) + 1;
  let start = end;
  let broken = false;
  for (let at = start; at < bytes.length; ) {
    const next = bytes.indexOf(0x0a, at);
    if (next === -1) break;
    // Entries are arrays: only the closing line begins with a brace.
    if (bytes[at] === 0x7b) {
      const content = bytes.subarray(start, at);
      const whole = parsed(bytes.toString('utf8', at, next))?.crc32 === crc32(content);
      if (whole && broken) return { end, damaged: true };
      if (whole) {
        for (const line of linesOf(content)) apply(line);
        end = next + 1;
      }
      broken ||= !whole;
      start = next + 1;
    }
    at = next + 1;
  }
  return { end, damaged: false };
}

function* linesOf(content: Buffer): Generator<Line> {
  for (let at = 0; at < content.length; ) {
    const next = content.indexOf(0x0a, at);
    yield JSON.parse(content.toString('utf8', at, next));
    at = next + 1;
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
