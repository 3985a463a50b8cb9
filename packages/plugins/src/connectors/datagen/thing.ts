import { generator, type Generator } from './generator.ts';
import { saltOf, type Row } from './row.ts';
import { STRING } from './value-kind.ts';

/** Something that rows speak of again and again (a customer, a sensor), and of which always the same is told. */
export interface Thing {
  readonly salt: number;
  /** Which of them a row speaks of: from 0. */
  readonly numberIn: (row: Row) => number;
}

/** One of `count` things in each row; `favour`: how much the first ones are favoured, 1 is not at all. */
export function thing(kind: string, count: number, favour = 1): Thing {
  const salt = saltOf(kind);
  return { salt, numberIn: (row) => Math.floor(row.fraction(salt) ** favour * count) };
}

/** The things take turns, one row each. */
export function inTurn(kind: string, count: number): Thing {
  return { salt: saltOf(kind), numberIn: (row) => row.index % count };
}

/** The name of the thing: the prefix and a number from 1 on. */
export function idOf({ numberIn }: Thing, prefix: string): Generator<string> {
  return generator(STRING, (row) => `${prefix}${numberIn(row) + 1}`);
}

/** What is drawn once for the thing, not anew for each row, and is remembered. It must not depend on the time. */
export function about<Raw>({ salt: kind, numberIn }: Thing, inner: Generator<Raw>): Generator<Raw> {
  return generator(inner.kind, (row, salt) => {
    const number = numberIn(row);
    const memory = row.memory(salt ^ kind) as Raw[];
    return (memory[number] ??= inner.value(row.thing(kind, number), salt));
  });
}
