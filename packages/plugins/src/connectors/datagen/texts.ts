import { generator, type Generator } from './generator.ts';
import type { Row } from './row.ts';
import { BYTES, STRING, STRINGS } from './value-kind.ts';
import { FIRST_NAMES, LAST_NAMES, STREETS, WORDS } from './words.ts';

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const DOMAINS = ['example.com', 'example.net', 'example.org'] as const;
/** Draws of one value that must not depend on each other take salts that are this far apart. */
const STEP = 0x0100_0193;

/** One of these. `favour`: how much the first ones are favoured, 1 is not at all. */
export function choice(texts: readonly string[], favour = 1): Generator<string> {
  return generator(STRING, (row, salt) => texts[Math.floor(row.fraction(salt) ** favour * texts.length)] as string);
}

/** Some of these, without repetition, in their order. */
export function some(texts: readonly string[], share: number): Generator<string[]> {
  return generator(STRINGS, (row, salt) => texts.filter((_, i) => row.fraction(salt + i * STEP) < share));
}

export function constant(text: string): Generator<string> {
  return generator(STRING, () => text);
}

/** The prefix and a number from 1 to `count`. */
export function id(prefix: string, count: number): Generator<string> {
  return generator(STRING, (row, salt) => `${prefix}${row.below(count, salt) + 1}`);
}

/** Letters and digits, from `min` to `max` of them. */
export function characters(min: number, max: number): Generator<string> {
  return generator(STRING, (row, salt) => {
    let text = '';
    for (let i = lengthOf(row, salt, min, max); i > 0; i--) text += CHARACTERS[row.below(CHARACTERS.length, salt + i * STEP)];
    return text;
  });
}

export function bytes(min: number, max: number): Generator<Uint8Array> {
  return generator(BYTES, (row, salt) =>
    Uint8Array.from({ length: lengthOf(row, salt, min, max) }, (_, i) => row.draw(salt + (i + 1) * STEP)),
  );
}

export function words(min: number, max: number): Generator<string> {
  return generator(STRING, (row, salt) => {
    const length = lengthOf(row, salt, min, max);
    return Array.from({ length }, (_, i) => WORDS[row.below(WORDS.length, salt + (i + 1) * STEP)]).join(' ');
  });
}

/** A UUID of version 4. No two rows of a stream have the same, up to 2^32 rows. */
export function uuid(): Generator<string> {
  return generator(STRING, (row, salt) => {
    const hex = [0, 1, 2, 3]
      .map((i) =>
        row
          .draw(salt + i * STEP)
          .toString(16)
          .padStart(8, '0'),
      )
      .join('');
    const variant = '89ab'[row.below(4, salt + 4 * STEP)];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  });
}

const FIRST_SALT = 0x3c6e_f372;
const LAST_SALT = 0x0da6_6d2b;

const firstName = (row: Row): string => FIRST_NAMES[row.below(FIRST_NAMES.length, FIRST_SALT)] as string;
const lastName = (row: Row): string => LAST_NAMES[row.below(LAST_NAMES.length, LAST_SALT)] as string;

/** Names and the address go together within a row. */
export const person = {
  firstName: (): Generator<string> => generator(STRING, firstName),
  lastName: (): Generator<string> => generator(STRING, lastName),
  fullName: (): Generator<string> => generator(STRING, (row) => `${firstName(row)} ${lastName(row)}`),
  email: (): Generator<string> =>
    generator(STRING, (row, salt) => {
      const number = row.below(100, salt + STEP);
      return `${firstName(row)}.${lastName(row)}${number}@${DOMAINS[row.below(DOMAINS.length, salt)]}`.toLowerCase();
    }),
};

/** An address of a network that is kept for documentation and tests. */
export function ipAddress(): Generator<string> {
  return generator(
    STRING,
    (row, salt) => `198.${18 + row.below(2, salt)}.${row.below(256, salt + STEP)}.${1 + row.below(254, salt - STEP)}`,
  );
}

export function street(): Generator<string> {
  return generator(STRING, (row, salt) => `${1 + row.below(150, salt + STEP)} ${STREETS[row.below(STREETS.length, salt)]}`);
}

function lengthOf(row: Row, salt: number, min: number, max: number): number {
  return min === max ? min : min + row.below(max - min + 1, salt);
}
