import { ConfigError, type Validator } from '@millrace/connector-api';

const UNLIMITED = 'unlimited';

/** Holds the text of a rate to what {@link parseRate} takes. */
export const rateValidator: Validator = {
  ensureValid(name, value) {
    if (Number.isNaN(parseRate(String(value)))) {
      throw ConfigError.invalidValue(name, value, `Must be a number above 0 (0.5 is one every two seconds), or ${UNLIMITED}`);
    }
  },
  toString: () => `a number above 0, or ${UNLIMITED}`,
};

/** How many a second, Infinity for `unlimited` and, as Kafka's own tools have it, for -1. NaN for what is no rate. */
export function parseRate(text: string): number {
  if (text.toLowerCase() === UNLIMITED || text === '-1') return Infinity;
  const rate = /^[\d.eE+-]+$/.test(text) ? Number(text) : Number.NaN;
  return rate > 0 && rate < Infinity ? rate : Number.NaN;
}
