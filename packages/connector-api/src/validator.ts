import type { ConfigType } from './config-types.ts';

/**
 * Checks the parsed value of a setting. Called for values and for defaults, and with null for a setting that is missing or could
 * not be parsed. `toString` is the short text that documentation shows for valid values.
 */
export interface Validator {
  /** Throws ConfigError if the value is not valid. `type` is the setting's type where it is known: a DOUBLE of 1 reads `1.0`. */
  ensureValid(name: string, value: unknown, type?: ConfigType): void;
  toString(): string;
}
