/**
 * Keeps account, while a pattern is read, of which groups have surely matched something at this point. Where that is not sure, JavaScript
 * and Java do not agree on what a group holds: in JavaScript a group without part is the empty text to a back reference, and each turn
 * of a repetition forgets what the groups in it held.
 */
export class CaptureTracker {
  #certain: ReadonlySet<number> = new Set();
  readonly #unsteady = new Set<number>();

  /** Groups that may hold something else than in Java, or nothing, after the match. */
  get unsteady(): ReadonlySet<number> {
    return this.#unsteady;
  }

  /** Whether a reference to the group means the same here and in Java. */
  isSteady(group: number): boolean {
    return this.#certain.has(group) && !this.#unsteady.has(group);
  }

  /** What is sure now, to come back to with `restore` or `join`. */
  snapshot(): ReadonlySet<number> {
    return this.#certain;
  }

  restore(snapshot: ReadonlySet<number>): void {
    this.#certain = snapshot;
  }

  /** Of alternatives: sure is what is sure in each of them. */
  join(branches: readonly ReadonlySet<number>[]): void {
    const [first = new Set<number>(), ...rest] = branches;
    this.#certain = new Set([...first].filter((group) => rest.every((branch) => branch.has(group))));
  }

  captured(group: number): void {
    this.#certain = new Set([...this.#certain, group]);
  }

  /** The groups from `first` up to `end` stand in something that is repeated. `mayBeEmpty`: a turn of it may match nothing. */
  repeated(first: number, end: number, mayBeEmpty: boolean): void {
    for (let group = first; group < end; group++) {
      if (mayBeEmpty || !this.#certain.has(group)) this.#unsteady.add(group);
    }
  }
}
