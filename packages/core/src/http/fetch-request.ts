/** The part of a byte stream that is used. */
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
 * The part of a Fetch request that the handlers need. Any `Request` fits, including those of libraries with a type of
 * their own (undici's, Azure's `HttpRequest`).
 */
export interface FetchRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  readonly body?: ByteStream | null | undefined;
  readonly bodyUsed: boolean;
  readonly signal?: AbortSignal | undefined;
}
