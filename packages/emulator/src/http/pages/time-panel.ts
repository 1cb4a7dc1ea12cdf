import { iso } from '../../cloud/clock.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { type Html, html } from './html.ts';
import { action, time } from './parts.ts';

/** How far time can be moved with one click, in days. */
const STEPS = [1, 7, 31] as const;

/** The clock of the page at `/setup`. */
export function timePanel({ clock }: Cloud): Html {
  return html`<section id="time" aria-labelledby="time-title"><h2 id="time-title">Time</h2>
<p class="quiet">Here it is ${time(iso(clock.now()))}. What is due by the new time happens at once: invitations expire, retries start.</p>
<div class="row">${STEPS.map((days) => {
    const label = days === 1 ? 'A day later' : `${days} days later`;
    return action(`/setup/time/${days}`, label, `${label}.`);
  })}</div></section>`;
}

/** Whether a number of days is one of those offered. */
export function isStep(days: number): boolean {
  return STEPS.some((step) => step === days);
}
