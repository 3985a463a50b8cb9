import { ConfigError } from './errors.ts';
import type { Validator } from './validator.ts';
import { toList, ValidString } from './validators.ts';

/**
 * A list without empty or repeated elements, of given strings or of any. When a setting with this validator is parsed, repeated
 * elements are dropped before it is asked (`validate` does not drop them).
 */
export class ValidList implements Validator {
  readonly #validString: ValidString;
  readonly #isEmptyAllowed: boolean;
  readonly #isNullAllowed: boolean;

  private constructor(validStrings: readonly string[], isEmptyAllowed: boolean, isNullAllowed: boolean) {
    this.#validString = ValidString.in(...withoutNull(validStrings));
    this.#isEmptyAllowed = isEmptyAllowed;
    this.#isNullAllowed = isNullAllowed;
  }

  static anyNonDuplicateValues(options: { isEmptyAllowed: boolean; isNullAllowed: boolean }): ValidList {
    return new ValidList([], options.isEmptyAllowed, options.isNullAllowed);
  }

  /** Elements out of these. An empty list is valid unless `isEmptyAllowed` is false. */
  static in(validStrings: readonly string[], options: { isEmptyAllowed?: boolean } = {}): ValidList {
    const { isEmptyAllowed = true } = options;
    if (!isEmptyAllowed && validStrings.length === 0) {
      throw new RangeError('At least one valid string must be provided when empty values are not allowed');
    }
    return new ValidList(validStrings, isEmptyAllowed, false);
  }

  ensureValid(name: string, value: unknown): void {
    if (value === null) {
      if (this.#isNullAllowed) return;
      throw new ConfigError(`Configuration '${name}' values must not be null.`);
    }
    const values = withoutNull(toList(value));
    if (values.length === 0 && !this.#isEmptyAllowed) {
      const valid = this.#isOpen() ? 'any non-empty value' : String(this.#validString);
      throw new ConfigError(`Configuration '${name}' must not be empty. Valid values include: ${valid}`);
    }
    if (new Set(values).size !== values.length) {
      throw new ConfigError(`Configuration '${name}' values must not be duplicated.`);
    }
    for (const item of values) this.#ensureValidItem(name, item);
  }

  toString(): string {
    return this.#isOpen() ? '' : String(this.#validString);
  }

  #isOpen(): boolean {
    return this.#validString.validStrings.length === 0;
  }

  #ensureValidItem(name: string, item: unknown): void {
    if (typeof item !== 'string') return;
    if (item === '') throw new ConfigError(`Configuration '${name}' values must not be empty.`);
    if (!this.#isOpen()) this.#validString.ensureValid(name, item);
  }
}

function withoutNull<T>(items: readonly T[]): readonly T[] {
  if (items.includes(null as T)) throw new TypeError('A ValidList takes no null elements.');
  return items;
}
