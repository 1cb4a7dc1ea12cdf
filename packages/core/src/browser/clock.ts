/**
 * The elapsed time in milliseconds: by the wall clock, which goes on while the machine sleeps, or by the page's own
 * timer if the clock was set back.
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
