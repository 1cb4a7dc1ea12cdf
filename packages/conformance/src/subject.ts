import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Entry, Settings } from './settings.ts';
import { type HeaderReader, type Specimen, specimen } from './specimen.ts';

/** A server that listens. */
export interface Server {
  /** Its origin, without a slash at the end. */
  readonly url: string;
  /** Ends it and its connections. */
  close(): Promise<void>;
  /** Resolves when what was noted before is in the journal; for servers in another process. */
  flush?(): Promise<void>;
  /** How many bytes the server's process holds, where that can be seen. */
  memory?(): number;
}

/** An app under test while it runs. */
export interface Running extends Server {
  /** Everything noted so far, oldest first. */
  journal(): Promise<readonly Entry[]>;
}

/** Starts an app under test with these settings. */
export type Start = (settings: Settings) => Promise<Running>;

/** What a platform does to requests before any app sees them. */
export interface Platform {
  /** `false` where an `Origin` without a value is dropped, as workerd does. No browser sends one. Default: `true`. */
  readonly keepsEmptyOrigin?: boolean;
  /**
   * `false` where the framework itself answers or redirects a path with an empty, a dotted or an undecodable segment, or
   * with none at all, as Next does. Default: `true`.
   */
  readonly handsOverOddPaths?: boolean;
  /**
   * `false` where the framework itself answers a path with an undecodable segment, as Nest's platforms do with 400.
   * Default: as `handsOverOddPaths`.
   */
  readonly handsOverUndecodablePaths?: boolean;
  /** `false` where a handler is not called before the whole body has come, as on Next's edge runtime. Default: `true`. */
  readonly handsOverEarly?: boolean;
}

/** An adapter on its framework, on its platform. */
export interface Subject<Req> {
  /** Framework, major version and platform where there are several: `nest 11 on fastify`. */
  readonly name: string;
  /** Reads a header of the framework's own request. */
  readonly header: HeaderReader<Req>;
  /** Mounts the webhook at `/webhooks/vortex` and the routes at `/api/vortex`, and listens on 127.0.0.1. */
  start(app: Specimen<Req>): Promise<Server>;
}

/** What this process holds, in bytes, without what only waits to be collected. */
function held(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Starts subjects that live in this process. */
export function inProcess<Req>(subject: Subject<Req>): Start {
  return async (settings) => {
    const entries: Entry[] = [];
    const server = await subject.start(specimen<Req>(settings, subject.header, (entry) => entries.push(entry)));
    return { memory: held, ...server, journal: async () => entries };
  };
}
