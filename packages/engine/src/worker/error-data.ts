import {
  ConfigError,
  ConnectError,
  DataError,
  RetriableError,
  SchemaBuilderError,
  SchemaProjectorError,
  SerializationError,
} from '@millrace/connector-api';
import {
  AlreadyExistsError,
  BadRequestError,
  ConflictError,
  DeadlineError,
  EngineError,
  FencedError,
  ForbiddenError,
  GroupNotEmptyError,
  InternalError,
  NotAssignedError,
  NotFoundError,
  NotLeaderError,
  NotReadyError,
  StoreError,
  UnavailableError,
  UnsettledError,
} from '../model/errors.ts';
import { PluginVersionError } from '../plugin/registry.ts';

/** An error as data that survives a structured clone, its causes included. */
export interface ErrorData {
  /** Names of its class and of those it extends, its own first. */
  readonly classes: readonly string[];
  readonly message: string;
  readonly stack: string | null;
  /** Its own simple members: `name`, `javaClass`, `retriable` and what its class adds. */
  readonly fields: readonly (readonly [string, string | number | boolean | bigint | null])[];
  readonly cause: ErrorData | null;
}

/** The classes that callers tell errors apart by; any other comes back as the nearest of these that it extends. */
const KNOWN_CLASSES: ReadonlyMap<string, { readonly prototype: Error }> = new Map(
  [
    Error,
    TypeError,
    RangeError,
    SyntaxError,
    ReferenceError,
    EvalError,
    URIError,
    ConnectError,
    RetriableError,
    DataError,
    SchemaBuilderError,
    SchemaProjectorError,
    SerializationError,
    ConfigError,
    PluginVersionError,
    EngineError,
    NotFoundError,
    AlreadyExistsError,
    BadRequestError,
    ForbiddenError,
    UnavailableError,
    NotReadyError,
    ConflictError,
    UnsettledError,
    DeadlineError,
    NotLeaderError,
    NotAssignedError,
    GroupNotEmptyError,
    FencedError,
    StoreError,
    InternalError,
  ].map((known) => [known.name, known]),
);

/** Longest chain of causes that is carried over. */
const MAX_CAUSES = 32;

export function errorToData(error: unknown, depth = 0): ErrorData {
  if (!(error instanceof Error)) return { classes: ['Error'], message: String(error), stack: null, fields: [], cause: null };
  const cause = error.cause;
  return {
    classes: classNames(error),
    message: error.message,
    stack: error.stack ?? null,
    fields: simpleFields(error),
    cause: cause === undefined || cause === null || depth >= MAX_CAUSES ? null : errorToData(cause, depth + 1),
  };
}

/** The error again: an instance of its class where that is known here, with message, stack, members and causes as they were. */
export function errorFromData(data: ErrorData): Error {
  const error = new Error(data.message);
  const known = data.classes.find((name) => KNOWN_CLASSES.has(name));
  Object.setPrototypeOf(error, (KNOWN_CLASSES.get(known ?? 'Error') ?? Error).prototype);
  define(error, 'stack', data.stack ?? undefined);
  for (const [key, value] of data.fields)
    Object.defineProperty(error, key, { value, enumerable: true, configurable: true, writable: true });
  if (data.cause !== null) define(error, 'cause', errorFromData(data.cause));
  return error;
}

function define(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, enumerable: false, configurable: true, writable: true });
}

function classNames(error: Error): string[] {
  const names: string[] = [];
  for (let proto: unknown = Object.getPrototypeOf(error); proto instanceof Error || proto === Error.prototype;) {
    names.push((proto as Error).constructor.name);
    proto = Object.getPrototypeOf(proto);
  }
  return names;
}

function simpleFields(error: Error): [string, string | number | boolean | bigint | null][] {
  const fields: [string, string | number | boolean | bigint | null][] = [];
  for (const [key, value] of Object.entries(error)) {
    if (value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value)) fields.push([key, value]);
  }
  if (!Object.hasOwn(error, 'name')) fields.push(['name', error.name]);
  return fields;
}
