import { ConnectError } from '@millrace/connector-api';

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
