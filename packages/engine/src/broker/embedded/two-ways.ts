/** Keeps what takes one of two ways to the same place in order: while something is on one of them, nothing sets out on the other. */
export class TwoWays<Way extends string> {
  readonly #waiting: { readonly way: Way; readonly go: () => void }[] = [];
  #way: Way | null = null;
  #underWay = 0;

  /** Walks when all that set out before on the other way has arrived. Those who ask are let go in the order of their asking. */
  async take<T>(way: Way, walk: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#isFree(way)) {
      await new Promise<void>((go) => {
        this.#waiting.push({ way, go });
      });
    } else {
      this.#setOut(way);
    }
    try {
      return await walk();
    } finally {
      this.#underWay -= 1;
      this.#letGo();
    }
  }

  #isFree(way: Way): boolean {
    return this.#underWay === 0 || this.#way === way;
  }

  #setOut(way: Way): void {
    this.#way = way;
    this.#underWay += 1;
  }

  #letGo(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#isFree(next.way); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#setOut(next.way);
      next.go();
    }
  }
}
