import { styleText } from 'node:util';

/** A line that is written again and again on a terminal; elsewhere, a line each tenth of the way. */
export class Progress {
  readonly #label: string;
  readonly #total: number;
  #tenth = -1;

  constructor(label: string, total: number) {
    this.#label = label;
    this.#total = total;
  }

  show(done: number, beside = ''): void {
    const share = this.#total === 0 ? 1 : Math.min(1, done / this.#total);
    const counted = `${done.toLocaleString('en-US')} of ${this.#total.toLocaleString('en-US')}`;
    if (process.stdout.isTTY) {
      const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░');
      process.stdout.write(`\r\x1b[2K${this.#label} ${styleText('green', bar)} ${counted}  ${beside}`);
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth === this.#tenth) return;
    this.#tenth = tenth;
    process.stdout.write(`${this.#label} ${counted}  ${beside}\n`);
  }

  end(): void {
    if (process.stdout.isTTY) process.stdout.write('\n');
  }
}
