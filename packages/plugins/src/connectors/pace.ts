/** How much may pile up while nobody asks: what a task could not do in time is not made up for beyond this. */
const MAX_CREDIT_MS = 1000;
/** Pieces are at least what comes together in this time, so that high rates do not go out one by one. */
const PIECE_MS = 5;

/** Says how many records may go now at a rate, the first of them at once. */
export class Pace {
  readonly #perMs: number;
  readonly #now: () => number;
  #credit = 1;
  #asked: number;

  /** `perSecond`: a fraction is fine, 0 lets nothing through after the first one, Infinity everything. `now`: milliseconds. */
  constructor(perSecond: number, now: () => number) {
    this.#perMs = perSecond / 1000;
    this.#now = now;
    this.#asked = now();
  }

  /** How many of `max` may go now; they count as gone. 0: ask again after {@link waitMs}. */
  take(max: number): number {
    if (this.#perMs === Infinity) return max;
    this.#earn();
    if (this.#credit < this.#piece(max)) return 0;
    const taken = Math.min(max, Math.floor(this.#credit));
    this.#credit -= taken;
    return taken;
  }

  /** Milliseconds until there is something to take, Infinity if there never will be. */
  waitMs(max: number): number {
    return Math.max(0, Math.ceil((this.#piece(max) - this.#credit) / this.#perMs));
  }

  #piece(max: number): number {
    return Math.max(1, Math.min(max, Math.floor(this.#perMs * PIECE_MS)));
  }

  #earn(): void {
    const now = this.#now();
    const most = Math.max(1, this.#perMs * MAX_CREDIT_MS);
    this.#credit = Math.min(most, this.#credit + Math.max(0, now - this.#asked) * this.#perMs);
    this.#asked = now;
  }
}
