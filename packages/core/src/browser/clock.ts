/**
 * How long it has been, in milliseconds: by the clock, which goes on while the machine sleeps, or by the page's own time
 * where that was set back.
 */
export function stopwatch(): () => number {
  let clock = 0;
  let own = 0;
  let passed = 0;
  return () => {
    passed += Math.max(Date.now() - clock, performance.now() - own);
    clock = Date.now();
    own = performance.now();
    return passed;
  };
}
