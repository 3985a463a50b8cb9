/** Where the engine logs to. The worker hands one in; levels are its business. */
export interface Logger {
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Data beside the message. An error stands under `error`. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Gives the logger of a name (dots make a hierarchy): `org.apache.kafka.connect.runtime.WorkerSourceTask`, `millrace.herder`. */
export type LoggerFactory = (name: string) => Logger;
