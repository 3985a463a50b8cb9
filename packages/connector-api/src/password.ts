const HIDDEN = '[hidden]';

/**
 * A secret from a configuration. However it is printed (in text, in JSON, in a log, by `console.log`) it shows `[hidden]`; only
 * `value` tells it. It does not survive a structured clone.
 */
export class Password {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret in plain text. */
  get value(): string {
    return this.#value;
  }

  get javaClass(): 'org.apache.kafka.common.config.types.Password' {
    return 'org.apache.kafka.common.config.types.Password';
  }

  equals(other: unknown): boolean {
    return other instanceof Password && this.#value === other.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN;
  }
}
