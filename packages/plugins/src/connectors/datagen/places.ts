import { generator, struct, type Generator } from './generator.ts';
import { double, rounded } from './numbers.ts';
import type { Row } from './row.ts';
import { street } from './texts.ts';
import { FLOAT64, STRING } from './value-kind.ts';
import { PLACES } from './words.ts';

const PLACE_SALT = 0x510e_527f;
const NAMESPACE = 'io.millrace.connect.datagen';

type Place = (typeof PLACES)[number];

function placeOf(row: Row): Place {
  return PLACES[row.below(PLACES.length, PLACE_SALT)] as Place;
}

/** The city of a row; country, postal code and position go with it. */
export const city = (): Generator<string> => generator(STRING, (row) => placeOf(row)[0]);
export const country = (): Generator<string> => generator(STRING, (row) => placeOf(row)[1]);

const zip = (): Generator<string> => generator(STRING, (row, salt) => String(10_000 + row.below(90_000, salt)));

export const address = (): Generator<unknown[]> =>
  struct(`${NAMESPACE}.Address`, { street: street(), city: city(), zip: zip(), country: country() });

/** Somewhere near the city. */
export const position = (): Generator<unknown[]> => struct(`${NAMESPACE}.Position`, { latitude: near(2), longitude: near(3) });

function near(coordinate: 2 | 3): Generator<number> {
  const off = double(-0.1, 0.1, null);
  return generator(FLOAT64, (row, salt) => rounded(placeOf(row)[coordinate] + off.value(row, salt), 4));
}
