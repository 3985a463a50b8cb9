import { readLengths, readRange, readShare, readWhole, readWholeRange } from './arguments.ts';
import { sometimesNull, type AnyGenerator } from './generator.ts';
import { boolean, decimal, double, int, long, sequence, timeMs, timestamp, walk } from './numbers.ts';
import { address, city, country, position } from './places.ts';
import { bytes, characters, choice, constant, id, ipAddress, person, street, uuid, words } from './texts.ts';

const INT32_MAX = 2 ** 31 - 1;
/** Ranges up to here have a size that is a safe integer. */
const LONG_MAX = 2 ** 52 - 1;

/** A generator that configurations can name. */
export interface GeneratorForm {
  readonly name: string;
  /** An argument that stands for itself when there is none; null: it takes none. */
  readonly argument: string | null;
  readonly about: string;
  /** Throws a RangeError that says what is wrong with the argument. */
  readonly make: (argument: string) => AnyGenerator;
}

/** Every generator that a configuration can name. */
export const GENERATOR_FORMS: readonly GeneratorForm[] = [
  { name: 'sequence', argument: '1', about: 'INT64: counts up from there, each task in a range of its own', make: makeSequence },
  { name: 'int', argument: '0..100', about: 'INT32: a whole number between the two', make: makeInt },
  { name: 'long', argument: '0..1000000', about: 'INT64: a whole number between the two', make: makeLong },
  {
    name: 'double',
    argument: '0.00..1.00',
    about: 'FLOAT64: a number between the two, with as many digits after the point as they have',
    make: makeDouble,
  },
  { name: 'walk', argument: '0.0..100.0', about: 'FLOAT64: likewise, but little different from row to row', make: makeWalk },
  { name: 'decimal', argument: '0.00..100.00', about: 'Decimal, with the scale that the two numbers have', make: makeDecimal },
  { name: 'boolean', argument: '0.5', about: 'BOOLEAN: true with this probability', make: (text) => boolean(readShare(text)) },
  { name: 'string', argument: '8', about: 'STRING: so many letters and digits; `3..10` is 3 to 10 of them', make: makeString },
  { name: 'bytes', argument: '16', about: 'BYTES: so many, or `3..10`', make: makeBytes },
  { name: 'words', argument: '3', about: 'STRING: so many words, or `3..10`', make: makeWords },
  { name: 'choice', argument: 'red|green|blue', about: 'STRING: one of them', make: (text) => choice(text.split('|')) },
  { name: 'constant', argument: 'text', about: 'STRING: always this', make: constant },
  { name: 'id', argument: 'User_|1000', about: 'STRING: the text and a number from 1 up to the one given', make: makeId },
  { name: 'uuid', argument: null, about: 'STRING: a UUID', make: uuid },
  {
    name: 'name',
    argument: null,
    about: 'STRING: first and last name of the person that the row is about',
    make: person.fullName,
  },
  { name: 'first-name', argument: null, about: "STRING: that person's first name", make: person.firstName },
  { name: 'last-name', argument: null, about: "STRING: that person's last name", make: person.lastName },
  { name: 'email', argument: null, about: "STRING: that person's mail address", make: person.email },
  { name: 'city', argument: null, about: 'STRING: the city that the row is about', make: city },
  { name: 'country', argument: null, about: "STRING: that city's country, two letters", make: country },
  { name: 'street', argument: null, about: 'STRING: a number and a street', make: street },
  { name: 'address', argument: null, about: 'STRUCT: street, city, zip, country', make: address },
  { name: 'position', argument: null, about: 'STRUCT: latitude and longitude, near that city', make: position },
  { name: 'ip', argument: null, about: 'STRING: an IP address that belongs to nobody', make: ipAddress },
  { name: 'timestamp', argument: null, about: 'Timestamp: the time of the row', make: timestamp },
  { name: 'time-ms', argument: null, about: 'INT64: the same in milliseconds since 1970', make: timeMs },
];

const FORMS = new Map(GENERATOR_FORMS.map((form) => [form.name, form]));

/**
 * Reads a generator as it stands in a configuration: `name` or `name(argument)`, then `?share` where some values are to be null.
 * Throws a RangeError that says what is wrong.
 */
export function readGenerator(text: string): AnyGenerator {
  const [, name = '', argument, share] = /^([a-z-]+)(?:\((.*)\))?(?:\?([^()]*))?$/.exec(text) ?? [];
  const form = FORMS.get(name);
  if (form === undefined) throw new RangeError(`there is no generator '${text}'; there are ${[...FORMS.keys()].join(', ')}`);
  if (argument !== undefined && form.argument === null) throw new RangeError(`${name} takes nothing in brackets`);
  const made = form.make(argument ?? form.argument ?? '');
  return share === undefined ? made : sometimesNull(readShare(share), made);
}

function makeSequence(text: string): AnyGenerator {
  return sequence(readWhole(text, -LONG_MAX, LONG_MAX));
}

function makeInt(text: string): AnyGenerator {
  const { min, max } = readWholeRange(text, -INT32_MAX - 1, INT32_MAX);
  return int(min, max);
}

function makeLong(text: string): AnyGenerator {
  const { min, max } = readWholeRange(text, -LONG_MAX, LONG_MAX);
  return long(min, max);
}

function makeDouble(text: string): AnyGenerator {
  const { min, max, digits } = readRange(text);
  return double(min, max, digits);
}

function makeWalk(text: string): AnyGenerator {
  const { min, max, digits } = readRange(text);
  return walk(min, max, digits);
}

function makeDecimal(text: string): AnyGenerator {
  const { min, max, digits } = readRange(text);
  const [from, to] = [Math.round(min * 10 ** digits), Math.round(max * 10 ** digits)];
  if (from < -LONG_MAX || to > LONG_MAX) throw new RangeError(`'${text}' has more digits than can be made`);
  return decimal(from, to, digits);
}

function makeString(text: string): AnyGenerator {
  const { min, max } = readLengths(text);
  return characters(min, max);
}

function makeBytes(text: string): AnyGenerator {
  const { min, max } = readLengths(text);
  return bytes(min, max);
}

function makeWords(text: string): AnyGenerator {
  const { min, max } = readLengths(text);
  return words(min, max);
}

function makeId(text: string): AnyGenerator {
  const [prefix = '', count = '', ...rest] = text.split('|');
  if (rest.length > 0 || !/^[1-9]\d{0,8}$/.test(count)) throw new RangeError(`'${text}' is not a text, a | and a number above 0`);
  return id(prefix, Number(count));
}
