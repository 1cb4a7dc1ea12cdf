/**
 * The elapsed time in milliseconds: by the wall clock, which goes on while the machine sleeps, or by the page's own
 * timer if the clock was set back.
 */
export function stopwatch(): () => number {
  let clock = 0;
  let own = 0;
  return () => {
    const passed = Math.max(Date.now() + clock, performance.now() + own);
    clock = passed - Date.now();
    own = passed - performance.now();
    return passed;
  };
}
