import { DataError, SerializationError, type Schema, type SchemaAndValue } from '@millrace/connector-api';
import type { FormatSchema, SchemaFormat } from '../schema-registry/schema-format.ts';
import { asBuffer } from '../text/java-utf8.ts';
import { avroIncompatibilities } from './avro-compatibility.ts';
import { createAvroCodec, type AvroCodec } from './avro-codec.ts';
import { isNamed, type AvroSchema } from './avro-schema.ts';
import { avroSchemaText } from './avro-schema-text.ts';
import type { AvroDataSettings } from './connect-props.ts';
import { parseAvroSchema, type AvroNames } from './parse-avro-schema.ts';
import { schemaFromConnect } from './schema-from-connect.ts';
import { schemaToConnect } from './schema-to-connect.ts';
import { createValueReader, type ValueReader } from './value-reader.ts';
import { createValueWriter } from './value-writer.ts';

export interface AvroFormatSettings extends AvroDataSettings {
  /** `avro.fail.on.trailing.data` */
  readonly failOnTrailingData: boolean;
}

type Read = (bytes: Uint8Array, start: number) => SchemaAndValue;

/** Avro's schemas and binary data. */
export function createAvroFormat(settings: AvroFormatSettings): SchemaFormat {
  return {
    type: 'AVRO',
    title: 'Avro',
    isNothing(schema) {
      if (schema === null || schema.optional) return true;
      throw new DataError('Found null value for non-optional schema');
    },
    fromConnect(schema) {
      const avro = schemaFromConnect(schema, settings);
      return new AvroFormatSchema(avro, avroSchemaText(avro), settings);
    },
    parse(text, references) {
      const names: AvroNames = new Map();
      for (const reference of references.values()) parseAvroSchema(reference, names);
      return new AvroFormatSchema(parseAvroSchema(text, names), text, settings);
    },
  };
}

class AvroFormatSchema implements FormatSchema {
  readonly text: string;
  readonly recordName: string | null;
  readonly #avro: AvroSchema;
  readonly #settings: AvroFormatSettings;
  #codec: AvroCodec | null = null;

  constructor(avro: AvroSchema, text: string, settings: AvroFormatSettings) {
    this.text = text;
    this.recordName = isNamed(avro) ? avro.name : null;
    this.#avro = avro;
    this.#settings = settings;
  }

  createWriter(schema: Schema | null): (prefix: Uint8Array, value: unknown) => Uint8Array {
    const toAvro = createValueWriter(schema, this.#avro, this.#settings);
    // Bytes that are a whole record need no length: Confluent's serializers leave it out.
    if (this.#avro.type === 'bytes') return (prefix, value) => Buffer.concat([prefix, toAvro(value) as Buffer]);
    const codec = this.#needCodec();
    return (prefix, value) => codec.encode(prefix, toAvro(value));
  }

  createReader(version: number | null): Read {
    const { schema, toConnect } = this.#connectForm(version);
    const decode = this.#decoder();
    return (bytes, start) => ({ schema, value: toConnect(decode(bytes, start)) });
  }

  createReaderAs(target: FormatSchema, version: number | null): Read {
    if (!(target instanceof AvroFormatSchema)) throw new DataError('Avro data can be read as Avro only');
    const own = this.#connectForm(version);
    const decode = this.#decoder();
    // A null that was written stays null, whatever the default of its field.
    const toTarget = createValueWriter(own.schema, target.#avro, { ...this.#settings, ignoreDefaultForNullables: true });
    const { schema, toConnect } = target.#connectForm(version);
    return (bytes, start) => ({ schema, value: toConnect(toTarget(own.toConnect(decode(bytes, start)))) });
  }

  incompatibilitiesWith(written: FormatSchema): readonly string[] {
    if (!(written instanceof AvroFormatSchema)) return [`${written.text} is no Avro schema`];
    return avroIncompatibilities(this.#avro, written.#avro);
  }

  #connectForm(version: number | null): { schema: Schema | null; toConnect: ValueReader } {
    const schema = schemaToConnect(this.#avro, version, this.#settings);
    return { schema, toConnect: createValueReader(this.#avro, schema, this.#settings) };
  }

  #needCodec(): AvroCodec {
    return (this.#codec ??= codecOf(this.#avro));
  }

  #decoder(): (bytes: Uint8Array, start: number) => unknown {
    if (this.#avro.type === 'bytes') return (bytes, start) => asBuffer(bytes).subarray(start);
    const codec = this.#needCodec();
    const { failOnTrailingData } = this.#settings;
    return (bytes, start) => {
      const { value, end } = decoded(codec, bytes, start);
      if (failOnTrailingData && end < bytes.length) {
        throw new SerializationError(`Trailing data found after deserializing Avro message: ${bytes.length - end} bytes`);
      }
      return value;
    };
  }
}

function codecOf(schema: AvroSchema): AvroCodec {
  try {
    return createAvroCodec(schema);
  } catch (cause) {
    throw new DataError(`Not a schema that Avro data can be of: ${String(cause)}`, { cause });
  }
}

/** Damaged bytes make avsc throw errors of all kinds. */
function decoded(codec: AvroCodec, bytes: Uint8Array, start: number): ReturnType<AvroCodec['decode']> {
  try {
    return codec.decode(bytes, start);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SerializationError(`Error deserializing Avro message: ${why}`, { cause });
  }
}
