/** Shows each time in the reader's own zone, with the day where it is not today. */
export function localTimes(): void {
  const today = new Date().toDateString();
  for (const time of document.querySelectorAll('time')) {
    const date = new Date(time.dateTime);
    time.textContent = date.toDateString() === today ? date.toLocaleTimeString() : date.toLocaleString();
  }
}
