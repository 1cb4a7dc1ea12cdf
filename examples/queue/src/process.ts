/** What a process of this example tells the one that started it. */
export type Told = { readonly ready: true } | { readonly refused: string } | { readonly dead: string };

/** Tells the process that started this one. */
export function tell(message: Told): void {
  process.send?.(message, undefined, undefined, () => {});
}

/** SIGTERM: finish what was begun, then end. The same when who started this process is gone. */
export function onTermination(drain: () => Promise<void>): void {
  let draining = false;
  const end = async (): Promise<void> => {
    if (draining) return;
    draining = true;
    await drain();
    process.exit(0);
  };
  process.once('SIGTERM', end);
  process.once('disconnect', end);
}
