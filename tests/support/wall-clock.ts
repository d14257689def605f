/**
 * The clinic's clock as `Intl` tells it: another way than the product's, which asks Temporal. All
 * instants are milliseconds since the epoch.
 */
export type WallTime = {
  readonly date: string;
  /** Minutes since midnight on the clock's face. */
  readonly minutes: number;
  /** 1 Monday .. 7 Sunday. */
  readonly weekday: number;
};

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
const QUARTER = 15 * MINUTE;

export class WallClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  at(instant: number): WallTime {
    const shown = new Date(instant + this.#offset(instant));
    return {
      date: shown.toISOString().slice(0, 10),
      minutes: shown.getUTCHours() * 60 + shown.getUTCMinutes(),
      weekday: shown.getUTCDay() === 0 ? 7 : shown.getUTCDay(),
    };
  }

  /** The first five minutes of a date, looked for one by one. */
  midnightOf(date: string): number {
    const utc = Date.parse(`${date}T00:00:00Z`);
    for (let at = utc - DAY; at < utc + DAY; at += 5 * MINUTE) if (this.at(at).date === date) return at;
    throw new RangeError(`${date} does not begin`);
  }

  /** The moments between two instants at which the clock jumps. */
  changesBetween(from: number, to: number): number[] {
    const jumps: number[] = [];
    for (let at = from; at < to; at += DAY) {
      if (this.#offset(at) === this.#offset(at + DAY)) continue;
      for (let quarter = at; quarter < at + DAY; quarter += QUARTER) {
        if (this.#offset(quarter) !== this.#offset(quarter + QUARTER)) jumps.push(quarter + QUARTER);
      }
    }
    return jumps;
  }

  /** Clocks change on quarters of an hour only, so one look-up serves fifteen minutes. */
  #offset(instant: number): number {
    const quarter = Math.floor(instant / QUARTER) * QUARTER;
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const parts = Object.fromEntries(
      this.#format.formatToParts(quarter).map((part) => [part.type, Number(part.value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - quarter;
    this.#offsets.set(quarter, offset);
    return offset;
  }
}
