import { DataError, SerializationError, type Converter, type Schema, type SchemaAndValue } from '@millrace/connector-api';
import { createLookups, type Lookups } from './lookups.ts';
import type { RegistryClient } from './registry-client.ts';
import { explain } from './registry-failures.ts';
import type { FormatSchema, SchemaFormat } from './schema-format.ts';
import type { RegistryUse } from './registry-use.ts';
import { createSchemaResolver } from './schema-resolver.ts';
import { createSchemaTargets, type SchemaTarget } from './schema-targets.ts';
import { PREFIX_LENGTH, prefixOf, schemaIdOf } from './wire-format.ts';

type Write = (value: unknown) => Uint8Array;
type Read = (bytes: Uint8Array, start: number) => SchemaAndValue;

/** A Connect schema's own schema of the format, and how its values are written, by topic. */
interface OwnSchema {
  readonly format: FormatSchema;
  readonly writers: Lookups<string, Write>;
}

/**
 * A converter of data that begins with the id of its schema in a schema registry (Confluent's wire format). The registry is asked
 * once about a schema and a subject, and about an id and a topic; until it has answered, calls throw a PendingError.
 */
export function createRegistryConverter(format: SchemaFormat, client: RegistryClient, options: RegistryUse): Converter {
  const ownSchema = createOwnSchemas(format, options);
  const targets = createSchemaTargets(format, client, options);
  const resolver = createSchemaResolver(format, client, options);
  const readers = new Map<string, Lookups<number, Read>>();

  function fromConnect(topic: string, schema: Schema | null, value: unknown): Uint8Array | null {
    if ((value === null || value === undefined) && format.isNothing(schema)) return null;
    return writerOf(ownSchema(schema), topic, schema)(value);
  }

  function writerOf({ format: own, writers }: OwnSchema, topic: string, schema: Schema | null): Write {
    return writers.get(
      topic,
      () => `the schema registry's id of the ${options.use} schema of topic ${topic}`,
      () =>
        explain(`Failed to serialize ${format.title} data from topic ${topic}`, async () => {
          const subject = options.subjects.subjectOf(topic, own.recordName);
          return writeAs(await targets(subject, own), schema);
        }),
    );
  }

  function toConnect(topic: string, bytes: Uint8Array | null): SchemaAndValue {
    if (bytes === null) return { schema: null, value: null };
    try {
      const id = schemaIdOf(bytes);
      return readerOf(topic, id)(bytes, PREFIX_LENGTH);
    } catch (cause) {
      if (!(cause instanceof SerializationError)) throw cause;
      throw new DataError(`Failed to deserialize data for topic ${topic} to ${format.title}: ${cause.message}`, { cause });
    }
  }

  function readerOf(topic: string, id: number): Read {
    let ofTopic = readers.get(topic);
    if (ofTopic === undefined) {
      ofTopic = createLookups({ maxSize: options.subjectCacheSize, ttlMs: options.useLatest ? options.latestTtlMs : -1 });
      readers.set(topic, ofTopic);
    }
    return ofTopic.get(
      id,
      () => `schema ${id} of the schema registry`,
      () => explain(`Failed to deserialize data for topic ${topic} to ${format.title}`, () => resolver(topic, id)),
    );
  }

  return {
    fromConnectData: (topic, schema, value) => fromConnect(topic, schema, value),
    toConnectData: (topic, bytes) => toConnect(topic, bytes),
    fromConnectBatch: (topic, schemas, values) => values.map((value, i) => fromConnect(topic, schemas[i] ?? null, value)),
    toConnectBatch(topic, column) {
      const results = column.toArray().map((bytes) => toConnect(topic, bytes));
      return { schemas: results.map(({ schema }) => schema), values: results.map(({ value }) => value) };
    },
    close: () => client.close(),
  };
}

/** The schemas of the format, made once for each Connect schema; equal ones share theirs. */
function createOwnSchemas(
  format: SchemaFormat,
  { schemaCacheSize, subjectCacheSize, useLatest, latestTtlMs }: RegistryUse,
): (schema: Schema | null) => OwnSchema {
  const bySchema = new WeakMap<Schema, OwnSchema>();
  const byText = new Map<string, { readonly own: OwnSchema; readonly schema: Schema }>();
  let schemaless: OwnSchema | undefined;

  function make(schema: Schema | null): OwnSchema {
    const ttlMs = useLatest ? latestTtlMs : -1;
    return { format: format.fromConnect(schema), writers: createLookups({ maxSize: subjectCacheSize, ttlMs }) };
  }

  function shared(schema: Schema): OwnSchema {
    const own = make(schema);
    const same = byText.get(own.format.text);
    if (same?.schema.equals(schema) === true) return same.own;
    for (const oldest of byText.keys()) {
      if (byText.size < schemaCacheSize) break;
      byText.delete(oldest);
    }
    byText.set(own.format.text, { own, schema });
    return own;
  }

  return (schema) => {
    if (schema === null) return (schemaless ??= make(null));
    let own = bySchema.get(schema);
    if (own === undefined) {
      own = shared(schema);
      bySchema.set(schema, own);
    }
    return own;
  };
}

function writeAs({ id, schema: target, strict }: SchemaTarget, schema: Schema | null): Write {
  const prefix = prefixOf(id);
  const write = target.createWriter(schema, strict);
  return (value) => write(prefix, value);
}
