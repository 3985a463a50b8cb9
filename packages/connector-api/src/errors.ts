import { javaToString } from './java-text.ts';

/** Base of every error that Connect and its plugins throw on purpose. Java: `org.apache.kafka.connect.errors.ConnectException`. */
export class ConnectError extends Error {
  /** The class name that Java Connect would print in a trace; traces and validation texts use it. */
  readonly javaClass: string = 'org.apache.kafka.connect.errors.ConnectException';
  override readonly name: string = 'ConnectError';
  /** Whether doing the same again later may succeed. */
  readonly retriable: boolean = false;
}

/** The operation may succeed when it is repeated: `put`, `poll` and converters are called again with the same input. */
export class RetriableError extends ConnectError {
  override readonly javaClass: string = 'org.apache.kafka.connect.errors.RetriableException';
  override readonly name: string = 'RetriableError';
  override readonly retriable: boolean = true;
}

/**
 * Thrown by a converter that cannot answer at once because it has to ask somebody else first (a schema registry). No failure: the
 * caller waits for `ready` and makes the same call again; if `ready` rejects, that is what the call has failed with. A converter
 * whose answers are there never throws it, so a record path on which all is known makes no promise.
 */
export class PendingError extends RetriableError {
  override readonly name: string = 'PendingError';
  /** Settles when the call is worth repeating. It counts as looked after: that nobody waits for it is no unhandled rejection. */
  readonly ready: Promise<unknown>;

  constructor(what: string, ready: Promise<unknown>) {
    super(`Waiting for ${what}`);
    this.ready = ready;
    ready.catch(() => undefined);
  }
}

/** Data that does not fit its schema, or that a converter or a transformation cannot take. */
export class DataError extends ConnectError {
  override readonly javaClass: string = 'org.apache.kafka.connect.errors.DataException';
  override readonly name: string = 'DataError';
}

/** A schema that was built wrongly. */
export class SchemaBuilderError extends DataError {
  override readonly javaClass: string = 'org.apache.kafka.connect.errors.SchemaBuilderException';
  override readonly name: string = 'SchemaBuilderError';
}

/** A value that its schema's projection cannot carry over. */
export class SchemaProjectorError extends DataError {
  override readonly javaClass: string = 'org.apache.kafka.connect.errors.SchemaProjectorException';
  override readonly name: string = 'SchemaProjectorError';
}

/** Bytes that cannot be written or read by a serializer. */
export class SerializationError extends ConnectError {
  override readonly javaClass: string = 'org.apache.kafka.common.errors.SerializationException';
  override readonly name: string = 'SerializationError';
}

/** A configuration value that a ConfigDef refuses. The message is the text that validation answers with. */
export class ConfigError extends ConnectError {
  override readonly javaClass: string = 'org.apache.kafka.common.config.ConfigException';
  override readonly name: string = 'ConfigError';

  /** `Invalid value <value> for configuration <key>: <why>`, the form in which ConfigDef tells a bad value. The value is printed as Java does. */
  static invalidValue(key: string, value: unknown, why?: string): ConfigError {
    return new ConfigError(`Invalid value ${javaToString(value)} for configuration ${key}${why === undefined ? '' : `: ${why}`}`);
  }
}
