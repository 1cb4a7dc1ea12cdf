interface ProcessLike {
  readonly env?: Record<string, string | undefined>;
}

/**
 * Reads an environment variable where the runtime has them. Empty counts as not set, and so does a runtime that
 * refuses: Deno throws without `--allow-env`.
 */
export function readEnv(name: string): string | undefined {
  try {
    const value = (globalThis as { process?: ProcessLike }).process?.env?.[name];
    return value === '' ? undefined : value;
  } catch {
    return undefined;
  }
}
