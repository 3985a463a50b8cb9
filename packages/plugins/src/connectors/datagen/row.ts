const UINT32 = 2 ** 32;
const STREAM_SALT = 0x5bd1_e995;
const ENTITY_SALT = 0x2c1b_3c6d;

/** Stirs 32 bits so that each of them depends on all. No two numbers have the same result. */
function mix(bits: number): number {
  let x = bits ^ (bits >>> 16);
  x = Math.imul(x, 0x21f0_aaad);
  x ^= x >>> 15;
  x = Math.imul(x, 0x735a_2d97);
  return x ^ (x >>> 15);
}

/** A number that stands for a name: what keeps the draws of one field apart from those of another. */
export function saltOf(name: string): number {
  let hash = name.length;
  for (let i = 0; i < name.length; i++) hash = mix(hash ^ name.charCodeAt(i)) + i;
  return mix(hash);
}

/**
 * The row that is being made, or a thing that rows speak of. What is drawn depends on nothing but the seed, the stream, the number
 * of the row or thing, and a salt: any row can be made without those before it, and a field without the other fields.
 */
export class Row {
  readonly #seed: number;
  readonly #streamA: number;
  readonly #streamB: number;
  #draws = 0;
  #thing: Row | null = null;
  readonly #memories = new Map<number, unknown[]>();
  /** Position in its stream, from 0. */
  index = 0;
  /** A number that no row of another stream has; in stream 0 from 0 on. */
  number = 0;
  /** Milliseconds since the epoch. */
  time = 0;

  /** `seed`: 64 bits. */
  constructor(seed: bigint, stream: number) {
    const low = Number(BigInt.asUintN(32, seed));
    const high = Number(BigInt.asUintN(32, seed >> 32n));
    this.#seed = mix(mix(low) + high);
    this.#streamA = mix(mix(this.#seed ^ STREAM_SALT) + stream);
    this.#streamB = mix(this.#streamA + STREAM_SALT);
  }

  /** Makes this the row at a position of the stream. */
  moveTo(index: number, number: number, time: number): void {
    this.index = index;
    this.number = number;
    this.time = time;
    this.#draws = mix(mix((index % UINT32) ^ this.#streamA) + Math.floor(index / UINT32));
  }

  /** A whole number from 0 to 2^32 - 1. */
  draw(salt: number): number {
    return mix(mix(this.#draws ^ salt) + this.#streamB) >>> 0;
  }

  /** A number from 0 to 1, without 1. */
  fraction(salt: number): number {
    return this.draw(salt) / UINT32;
  }

  /** A whole number from 0 to `count - 1`. */
  below(count: number, salt: number): number {
    return Math.floor(this.fraction(salt) * count);
  }

  /** Room to remember what has been made of things, by their number. `use`: a salt that nothing else uses. */
  memory(use: number): unknown[] {
    let memory = this.#memories.get(use);
    if (memory === undefined) this.#memories.set(use, (memory = []));
    return memory;
  }

  /**
   * The thing of that kind and number: what is drawn for it is the same in every row and stream. Only good until the next call. Its
   * index is the number, and it has no time.
   */
  thing(kind: number, number: number): Row {
    const thing = (this.#thing ??= new Row(BigInt(this.#seed), 0));
    thing.index = number;
    thing.number = number;
    thing.#draws = mix(mix(kind ^ ENTITY_SALT) + number);
    return thing;
  }

  /** A number from 0 to 1 that changes little from one position to the next; the position may be a fraction. */
  smooth(position: number, salt: number): number {
    const before = Math.floor(position);
    const part = position - before;
    const from = this.#knot(before, salt);
    const to = this.#knot(before + 1, salt);
    return from + (to - from) * part * part * (3 - 2 * part);
  }

  #knot(position: number, salt: number): number {
    return (mix(mix(position ^ salt) + this.#streamB) >>> 0) / UINT32;
  }
}
