import type { ServerResponse } from 'node:http';

/**
 * Tells what is sent as a response's body, when it has been handed over to be sent. Reading a copy of a `Response` would
 * cost each request a stream; this costs it two function calls.
 */
export function tapResponse(outgoing: ServerResponse, tell: (body: string) => void): void {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown): void => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const { write, end } = outgoing;
  outgoing.write = (...args: unknown[]): boolean => {
    keep(args[0]);
    return Reflect.apply(write, outgoing, args);
  };
  outgoing.end = (...args: unknown[]): ServerResponse => {
    keep(args[0]);
    tell(Buffer.concat(chunks).toString());
    return Reflect.apply(end, outgoing, args);
  };
}
