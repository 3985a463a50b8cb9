import {
  DataError,
  Float64,
  SerializationError,
  javaClassOf,
  type Converter,
  type ConverterOptions,
  type Properties,
  type Schema,
  type SchemaType,
} from '@millrace/connector-api';
import { converterConfig, withUse } from './converter-config.ts';
import { headerForm } from './header-form.ts';

/** One kind of numbers of a fixed size, as bytes. */
export interface NumberFormat {
  /** The name in messages. */
  readonly name: string;
  /** The schema of what is read: optional, for null bytes are null. */
  readonly schema: Schema;
  readonly size: number;
  /** The name in the message for bytes of a wrong size. */
  readonly deserializer: string;
  /** The Java class of these numbers. */
  readonly javaClass: string;
  /** Whether a value can be written. `typed`: there is a schema, so that a whole number may be a floating-point one. */
  accepts(value: unknown, typed: boolean): boolean;
  read(view: DataView): unknown;
  write(view: DataView, value: unknown): void;
}

const NUMBER_CLASSES: ReadonlyMap<SchemaType, string> = new Map([
  ['INT8', 'java.lang.Byte'],
  ['INT16', 'java.lang.Short'],
  ['INT32', 'java.lang.Integer'],
  ['FLOAT32', 'java.lang.Float'],
  ['FLOAT64', 'java.lang.Double'],
]);

/**
 * The plugins, for keys and values and for headers, that write numbers of one kind as big-endian bytes. Where there is a schema
 * it says which kind a `number` is; without one a number is taken that is exact in the format.
 */
export function numberConverters(format: NumberFormat) {
  const converter = {
    type: 'converter',
    config: converterConfig,
    create(props: Properties, options: ConverterOptions): Converter {
      converterConfig.parse(withUse(props, options));
      return {
        fromConnectData: (_topic, schema, value) => (value === null || value === undefined ? null : write(format, schema, value)),
        toConnectData: (_topic, bytes) => ({ schema: format.schema, value: bytes === null ? null : read(format, bytes) }),
      };
    },
  } as const;
  return { converter, headerConverter: headerForm(converter) };
}

function write(format: NumberFormat, schema: Schema | null, value: unknown): Uint8Array {
  const javaClass = javaClassOfNumber(schema, value);
  if ((schema !== null && javaClass !== format.javaClass) || !format.accepts(value, schema !== null)) {
    throw new DataError(`Failed to serialize to ${format.name} (was class ${javaClass}): `);
  }
  const bytes = new Uint8Array(format.size);
  format.write(new DataView(bytes.buffer), value);
  return bytes;
}

/** The Java class of a value, which for a number is what its schema says. */
function javaClassOfNumber(schema: Schema | null, value: unknown): string {
  const bySchema =
    typeof value === 'number' || value instanceof Float64 ? NUMBER_CLASSES.get(schema?.type ?? 'STRING') : undefined;
  return bySchema ?? javaClassOf(value);
}

function read(format: NumberFormat, bytes: Uint8Array): unknown {
  if (bytes.length === format.size) return format.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  const why = `Size of data received by ${format.deserializer} is not ${format.size}`;
  throw new DataError(`Failed to deserialize ${format.name}: `, { cause: new SerializationError(why) });
}

/** Whether a value is a whole `number` of so many bits. */
export function isIntegerOf(bits: number, value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1);
}

/** Whether a value can be a floating-point number: without a schema a whole `number` is an integer. */
export function isFloat(value: unknown): value is number | Float64 {
  return value instanceof Float64 || (typeof value === 'number' && !Number.isSafeInteger(value));
}
