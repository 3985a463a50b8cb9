import { BadRequestError } from '../../model/errors.ts';
import type { ClientProperties } from '../broker.ts';

/** Reads settings by name, and knows which nobody has asked for. Throws BadRequestError for values that cannot be. */
export class PropertyReader {
  readonly #properties: ReadonlyMap<string, string>;
  readonly #read = new Set<string>();

  constructor(properties: ClientProperties) {
    this.#properties = new Map(Object.entries(properties));
  }

  /** undefined: not given. */
  given(name: string): string | undefined {
    this.#read.add(name);
    return this.#properties.get(name)?.trim();
  }

  /** undefined: not given, or empty. */
  optional(name: string): string | undefined {
    const text = this.given(name);
    return text === '' ? undefined : text;
  }

  text(name: string, byDefault: string): string {
    return this.optional(name) ?? byDefault;
  }

  number(name: string, byDefault: number): number {
    const text = this.optional(name);
    if (text === undefined) return byDefault;
    const value = Number(text);
    if (Number.isInteger(value) && value >= 0) return value;
    throw new BadRequestError(`Invalid value ${text} for configuration ${name}: Not a number of at least 0`);
  }

  flag(name: string, byDefault: boolean): boolean {
    const text = this.optional(name)?.toLowerCase();
    if (text === undefined) return byDefault;
    if (text === 'true' || text === 'false') return text === 'true';
    throw new BadRequestError(`Invalid value ${text} for configuration ${name}: Expected value to be either true or false`);
  }

  choice<T extends string>(name: string, choices: readonly T[], byDefault: T): T {
    const text = this.optional(name);
    if (text === undefined) return byDefault;
    const found = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
    if (found !== undefined) return found;
    throw new BadRequestError(`Invalid value ${text} for configuration ${name}: String must be one of: ${choices.join(', ')}`);
  }

  /** Names that were given and that nobody has read. */
  unread(): string[] {
    return [...this.#properties.keys()].filter((name) => !this.#read.has(name));
  }
}
