import type { JSX } from 'hono/jsx/jsx-runtime';
import { type Clock, iso } from '../../../cloud/clock.ts';
import { Action } from '../parts/action.tsx';
import { Time } from '../parts/parts.tsx';

/** How far time can be moved with one click, in days. */
const STEPS = [1, 7, 31] as const;

/** The clock of the page at `/setup`. */
export function TimePanel({ clock }: { readonly clock: Clock }): JSX.Element {
  return (
    <section id="time" aria-labelledby="time-title">
      <h2 id="time-title">Time</h2>
      <p class="quiet">
        Here it is <Time iso={iso(clock.now())} />. What is due by the new time happens at once: invitations expire,
        retries start.
      </p>
      <div class="row">
        {STEPS.map((days) => {
          const label = days === 1 ? 'A day later' : `${days} days later`;
          return <Action path={`/setup/time/${days}`} label={label} said={`${label}.`} />;
        })}
      </div>
    </section>
  );
}

/** Whether a number of days is one of those offered. */
export function isStep(days: number): boolean {
  return STEPS.some((step) => step === days);
}
