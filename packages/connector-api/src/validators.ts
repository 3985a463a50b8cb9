import { configText, type ConfigType } from './config-types.ts';
import { Float64 } from './data.ts';
import { ConfigError } from './errors.ts';
import { hashOrderedSet } from './hash-ordered.ts';
import { javaClassOf } from './java-class.ts';
import { javaToString } from './java-text.ts';
import type { Validator } from './validator.ts';

/** A number within bounds, both included. Null is not valid. Bounds and values are compared as doubles. */
export class Range implements Validator {
  readonly #min: number | bigint | null;
  readonly #max: number | bigint | null;

  private constructor(min: number | bigint | null, max: number | bigint | null) {
    this.#min = min;
    this.#max = max;
  }

  static atLeast(min: number | bigint): Range {
    return new Range(min, null);
  }

  static between(min: number | bigint, max: number | bigint): Range {
    return new Range(min, max);
  }

  ensureValid(name: string, value: unknown, type?: ConfigType): void {
    if (value === null) throw ConfigError.invalidValue(name, null, 'Value must be non-null');
    const number = toNumber(value);
    if (this.#min !== null && number < Number(this.#min)) {
      throw ConfigError.invalidValue(name, configText(value, type), `Value must be at least ${javaToString(this.#min)}`);
    }
    if (this.#max !== null && number > Number(this.#max)) {
      throw ConfigError.invalidValue(name, configText(value, type), `Value must be no more than ${javaToString(this.#max)}`);
    }
  }

  toString(): string {
    const bounds = [this.#min, this.#max].map((bound) => (bound === null ? [] : [javaToString(bound)]));
    return `[${[...(bounds[0] ?? []), '...', ...(bounds[1] ?? [])].join(',')}]`;
  }
}

/** One of the given strings. */
export class ValidString implements Validator {
  readonly validStrings: readonly string[];

  private constructor(validStrings: readonly string[]) {
    this.validStrings = validStrings;
  }

  static in(...validStrings: readonly string[]): ValidString {
    return new ValidString(validStrings);
  }

  ensureValid(name: string, value: unknown): void {
    const text = toStringOrNull(value);
    if (!(this.validStrings as readonly (string | null)[]).includes(text)) {
      throw ConfigError.invalidValue(name, text, `String must be one of: ${join(this.validStrings)}`);
    }
  }

  toString(): string {
    return `[${join(this.validStrings)}]`;
  }
}

/** One of the given strings, in capitals or not. Texts list them in capitals, in the order of a Java hash set. */
export class CaseInsensitiveValidString implements Validator {
  readonly validStrings: readonly string[];

  private constructor(validStrings: readonly string[]) {
    this.validStrings = hashOrderedSet(validStrings.map((text) => text.toUpperCase()));
  }

  static in(...validStrings: readonly string[]): CaseInsensitiveValidString {
    return new CaseInsensitiveValidString(validStrings);
  }

  ensureValid(name: string, value: unknown): void {
    const text = toStringOrNull(value);
    if (text === null || !this.validStrings.includes(text.toUpperCase())) {
      throw ConfigError.invalidValue(name, text, `String must be one of (case insensitive): ${join(this.validStrings)}`);
    }
  }

  toString(): string {
    return `(case insensitive) [${join(this.validStrings)}]`;
  }
}

/** Anything but null. */
export class NonNullValidator implements Validator {
  ensureValid(name: string, value: unknown): void {
    if (value === null) throw ConfigError.invalidValue(name, null, 'entry must be non null');
  }

  toString(): string {
    return 'non-null string';
  }
}

/** A string that is not empty; null is fine. */
export class NonEmptyString implements Validator {
  ensureValid(name: string, value: unknown): void {
    if (toStringOrNull(value) === '') throw ConfigError.invalidValue(name, value, 'String must be non-empty');
  }

  toString(): string {
    return 'non-empty string';
  }
}

/** A string that is not empty and has no control character in it; null is fine. */
export class NonEmptyStringWithoutControlChars implements Validator {
  ensureValid(name: string, value: unknown): void {
    const text = toStringOrNull(value);
    if (text === null) return;
    if (text === '') throw ConfigError.invalidValue(name, value, 'String may not be empty');
    const found = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)).filter(isControl);
    if (found.length > 0) {
      throw ConfigError.invalidValue(
        name,
        value,
        `String may not contain control sequences but had the following ASCII chars: ${found.join(', ')}`,
      );
    }
  }

  toString(): string {
    return 'non-empty string without ISO control characters';
  }
}

/** A list of no more than so many elements. */
export class ListSize implements Validator {
  readonly #maxSize: number;

  private constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  static atMostOfSize(maxSize: number): ListSize {
    return new ListSize(maxSize);
  }

  ensureValid(name: string, value: unknown): void {
    if (toList(value).length > this.#maxSize) {
      throw ConfigError.invalidValue(name, value, `exceeds maximum list size of [${this.#maxSize}].`);
    }
  }

  toString(): string {
    return `List containing maximum of ${this.#maxSize} elements`;
  }
}

/** Several validators, asked in order. */
export class CompositeValidator implements Validator {
  readonly #validators: readonly Validator[];

  private constructor(validators: readonly Validator[]) {
    this.#validators = validators;
  }

  static of(...validators: readonly Validator[]): CompositeValidator {
    return new CompositeValidator(validators);
  }

  ensureValid(name: string, value: unknown, type?: ConfigType): void {
    for (const validator of this.#validators) validator.ensureValid(name, value, type);
  }

  toString(): string {
    return this.#validators.reduce((text, validator) => `${text}${text === '' ? '' : ', '}${String(validator)}`, '');
  }
}

/** A validator made of a function that throws ConfigError, and of the text that documentation shows. */
export class LambdaValidator implements Validator {
  readonly #ensureValid: Validator['ensureValid'];
  readonly #text: () => string;

  private constructor(ensureValid: Validator['ensureValid'], text: () => string) {
    this.#ensureValid = ensureValid;
    this.#text = text;
  }

  static with(ensureValid: Validator['ensureValid'], text: () => string): LambdaValidator {
    return new LambdaValidator(ensureValid, text);
  }

  ensureValid(name: string, value: unknown, type?: ConfigType): void {
    this.#ensureValid(name, value, type);
  }

  toString(): string {
    return this.#text();
  }
}

function join(texts: readonly (string | null)[]): string {
  return texts.map((text) => String(text)).join(', ');
}

function isControl(code: number): boolean {
  return code <= 0x1f || (code >= 0x7f && code <= 0x9f);
}

function toNumber(value: unknown): number {
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float64) return Number(value);
  throw wrongType(value, 'java.lang.Number');
}

function toStringOrNull(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  throw wrongType(value, 'java.lang.String');
}

/** The value as a list; a TypeError if it is none, null included: the validator does not suit the setting's type. */
export function toList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrongType(value, 'java.util.List');
}

function wrongType(value: unknown, expected: string): TypeError {
  return new TypeError(`This validator takes values of ${expected}, not of ${javaClassOf(value)}`);
}
