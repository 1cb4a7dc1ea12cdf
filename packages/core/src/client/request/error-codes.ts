/** The codes that runtimes have given a failed connection, from the error that `fetch` threw down to what lies beneath. */
export function errorCodes(error: unknown): string[] {
  const codes: string[] = [];
  let inner = error;
  for (let depth = 0; depth < 5; depth++) {
    const { code, cause } = Object(inner) as { code?: unknown; cause?: unknown };
    if (typeof code === 'string') codes.push(code);
    inner = cause;
  }
  return codes;
}
