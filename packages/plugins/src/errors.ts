import { ConnectError } from '@millrace/connector-api';

/** HTTP statuses of a schema registry after which the same may succeed later. */
const RETRIABLE_STATUSES: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** A field that a configuration names and a record does not have. Stands for what Java throws as a bare IllegalArgumentException. */
export class UnknownFieldError extends ConnectError {
  override readonly javaClass: string = 'java.lang.IllegalArgumentException';
  override readonly name: string = 'UnknownFieldError';

  constructor(field: string) {
    super(`Unknown field: ${field}`);
  }
}

/** A text that is no pattern of Java's SimpleDateFormat. */
export class DatePatternError extends ConnectError {
  override readonly javaClass: string = 'java.lang.IllegalArgumentException';
  override readonly name: string = 'DatePatternError';
}

/** A text that does not match the date pattern that it is read with. */
export class DateTextError extends ConnectError {
  override readonly javaClass: string = 'java.text.ParseException';
  override readonly name: string = 'DateTextError';
}

/** What a schema registry answered instead of what it was asked for. */
export class RegistryError extends ConnectError {
  override readonly javaClass: string = 'io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException';
  override readonly name: string = 'RegistryError';
  /** The HTTP status. */
  readonly status: number;
  /** The registry's own code: 40401 for a subject that is not there, 40403 for a schema. */
  readonly code: number;
  /** Without the code. */
  readonly reason: string;
  override readonly retriable: boolean;

  constructor(status: number, code: number, reason: string) {
    super(`${reason}; error code: ${code}`);
    this.status = status;
    this.code = code;
    this.reason = reason;
    this.retriable = RETRIABLE_STATUSES.has(status);
  }
}

/** None of a registry's addresses could be reached, or answered within the time limit. */
export class RegistryConnectionError extends ConnectError {
  override readonly javaClass: string = 'org.apache.kafka.common.errors.NetworkException';
  override readonly name: string = 'RegistryConnectionError';
  override readonly retriable: boolean = true;
}
