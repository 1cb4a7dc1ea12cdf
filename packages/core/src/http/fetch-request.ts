/** What of a stream of bytes is used. */
export interface ByteStream {
  readonly locked: boolean;
  getReader(): {
    read(): Promise<
      | { readonly done: false; readonly value: Uint8Array }
      | { readonly done: true; readonly value?: Uint8Array | undefined }
    >;
    releaseLock(): void;
  };
}

/**
 * What the handlers need of a Fetch request: any `Request`, also one of another library that does not have its type
 * (undici's, Azure's `HttpRequest`).
 */
export interface FetchRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  readonly body?: ByteStream | null | undefined;
  readonly bodyUsed: boolean;
  readonly signal?: AbortSignal | undefined;
}
