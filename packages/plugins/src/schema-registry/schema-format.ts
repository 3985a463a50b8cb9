import type { ConnectValue, Schema, SchemaAndValue } from '@millrace/connector-api';
import type { RegistrySchema } from './registry-client.ts';

/** A kind of schemas and data that a registry knows: Avro, JSON Schema. */
export interface SchemaFormat {
  /** As the registry names it. */
  readonly type: 'AVRO' | 'JSON';
  /** As errors name it. */
  readonly title: string;
  /** Whether a null of this schema is no data at all: a tombstone. A DataError if there may be no null. */
  isNothing(schema: Schema | null): boolean;
  /** The format's schema of a Connect schema; null is data without one. A DataError for what it cannot express. */
  fromConnect(schema: Schema | null): FormatSchema;
  /** Reads a schema of the registry; `references` are the texts of those that it refers to, all of them, by name, inner ones first. */
  parse(text: string, references: ReadonlyMap<string, string>): FormatSchema;
}

/** A schema of a format, and what can be done with it. */
export interface FormatSchema {
  readonly text: string;
  /** The name that subjects may be named by; null: it has none. */
  readonly recordName: string | null;
  /**
   * Writes values of a Connect schema as data of this schema, after the bytes of a prefix. Throws a DataError for a Connect schema
   * whose values this one has no place for, and the writer one for single values. `strict`: values have to be of this schema even
   * where that can be told only by looking at each.
   */
  createWriter(schema: Schema | null, strict: boolean): (prefix: Uint8Array, value: ConnectValue) => Uint8Array;
  /** Reads data of this schema, from a position on. `version` is the registry's, for schemas that do not say their own; null: none. */
  createReader(version: number | null): (bytes: Uint8Array, start: number) => SchemaAndValue;
  /** The same, as data of another schema of the format: a later version. */
  createReaderAs(target: FormatSchema, version: number | null): (bytes: Uint8Array, start: number) => SchemaAndValue;
  /** Why data of the other schema cannot be read with this one; empty if it can. */
  incompatibilitiesWith(written: FormatSchema): readonly string[];
}

/** A schema's text as it is sent to the registry. */
export function registrySchemaOf(format: SchemaFormat, { text }: FormatSchema): RegistrySchema {
  return { type: format.type, text, references: [] };
}
