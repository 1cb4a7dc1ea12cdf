/** Shows in the bar whether the page follows the emulator. */
export function connection(on: boolean): void {
  const live = document.querySelector<HTMLElement>('.live');
  if (!live) return;
  live.dataset.state = on ? 'on' : 'off';
  live.textContent = on ? 'Live' : 'Not connected';
}

/** Tells a screen reader what has happened. */
export function announce(text: string): void {
  const said = document.querySelector('#said');
  if (said) said.textContent = text;
}
