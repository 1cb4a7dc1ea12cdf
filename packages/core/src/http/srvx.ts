import type { FetchRequest } from './fetch-request.ts';
import type { NodeResponse } from './node-exchange.ts';

/** Node's request and response, of which srvx (Nitro 3, h3 2, TanStack Start) makes a request of its own. */
interface NodeExchange {
  /** `readableDidRead`: whether somebody got data of the body. */
  readonly req?: { readonly readableDidRead?: boolean };
  readonly res?: NodeResponse;
}

/** What srvx keeps of Node beside a request. Other servers keep nothing there. */
export function nodeOf(request: FetchRequest): NodeExchange | undefined {
  return (request as { readonly runtime?: { readonly node?: NodeExchange } }).runtime?.node;
}
