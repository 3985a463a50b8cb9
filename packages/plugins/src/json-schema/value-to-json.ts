import {
  ConnectDate,
  ConnectTime,
  ConnectTimestamp,
  DataError,
  Decimal,
  doubleToString,
  Float64,
  floatToString,
  javaClassOf,
  Struct,
  type Schema,
} from '@millrace/connector-api';
import { jsonString } from '../json/json-string.ts';
import { asBuffer } from '../text/java-utf8.ts';
import { ONE_OF, type JsonSchemaSettings } from './json-schema-notes.ts';

/** Writes a Connect value as JSON text; undefined where a member is left out. */
export type ValueWriter = (value: unknown) => string | undefined;

const INT64_MAX = 2n ** 63n - 1n;
const INTEGER_BITS: Readonly<Partial<Record<Schema['type'], number>>> = { INT8: 7, INT16: 15, INT32: 31 };

/**
 * The writer of a Connect schema's values, as Confluent's JsonSchemaData has them: structs and maps with string keys are objects,
 * other maps arrays of objects of a key and a value, bytes Base64. A DataError for a value that is none of its schema's.
 */
export function createValueWriter(schema: Schema, settings: JsonSchemaSettings): ValueWriter {
  return new WriterFactory(settings).writer(schema);
}

class WriterFactory {
  readonly #settings: JsonSchemaSettings;
  readonly #structs = new Map<Schema, { write: ValueWriter | null }>();

  constructor(settings: JsonSchemaSettings) {
    this.#settings = settings;
  }

  writer(schema: Schema): ValueWriter {
    const write = this.#logical(schema) ?? this.#base(schema);
    const usesDefault = schema.defaultValue !== null && !this.#settings.ignoreDefaultForNullables;
    return (value) => {
      if (value !== null && value !== undefined) return write(value);
      if (usesDefault) return write(schema.defaultValue);
      return schema.optional ? 'null' : undefined;
    };
  }

  #logical(schema: Schema): ValueWriter | undefined {
    switch (schema.name) {
      case Decimal.LOGICAL_NAME:
        return (value) => this.#decimal(schema, value);
      case ConnectDate.LOGICAL_NAME:
        return (value) => String(ConnectDate.fromLogical(schema, dateOf('Date', value)));
      case ConnectTime.LOGICAL_NAME:
        return (value) => String(ConnectTime.fromLogical(schema, dateOf('Time', value)));
      case ConnectTimestamp.LOGICAL_NAME:
        return (value) => String(ConnectTimestamp.fromLogical(schema, dateOf('Timestamp', value)));
      default:
        return undefined;
    }
  }

  #decimal(schema: Schema, value: unknown): string {
    if (!(value instanceof Decimal)) {
      throw new DataError(`Invalid type for Decimal, expected BigDecimal but was class ${javaClassOf(value)}`);
    }
    return this.#settings.decimalFormat === 'NUMERIC' ? value.toString() : base64(Decimal.fromLogical(schema, value));
  }

  #base(schema: Schema): ValueWriter {
    switch (schema.type) {
      case 'FLOAT32':
        return (value) => number(floatToString(numberOf(schema, value)));
      case 'FLOAT64':
        return (value) => number(doubleToString(numberOf(schema, value)));
      case 'ARRAY':
        return this.#array(schema);
      case 'MAP':
        return hasStringKeys(schema) ? this.#object(schema) : this.#entries(schema);
      case 'STRUCT':
        return this.#struct(schema);
      default:
        return (value) => scalar(schema, value);
    }
  }

  #array(schema: Schema): ValueWriter {
    const write = this.writer(schema.valueSchema!);
    return (value) => {
      if (!Array.isArray(value)) throw wrongType(schema, value);
      return `[${value.map((item) => write(item) ?? 'null').join(',')}]`;
    };
  }

  #object(schema: Schema): ValueWriter {
    const write = this.writer(schema.valueSchema!);
    return (value) => {
      if (!(value instanceof Map)) throw wrongType(schema, value);
      return `{${Array.from(value, ([key, item]) => `${jsonString(String(key))}:${write(item) ?? 'null'}`).join(',')}}`;
    };
  }

  #entries(schema: Schema): ValueWriter {
    const writeKey = this.writer(schema.keySchema!);
    const writeValue = this.writer(schema.valueSchema!);
    return (value) => {
      if (!(value instanceof Map)) throw wrongType(schema, value);
      const entries = Array.from(value, ([key, item]) => {
        return `{"key":${writeKey(key) ?? 'null'},"value":${writeValue(item) ?? 'null'}}`;
      });
      return `[${entries.join(',')}]`;
    };
  }

  #struct(schema: Schema): ValueWriter {
    let slot = this.#structs.get(schema);
    if (slot === undefined) {
      slot = { write: null };
      this.#structs.set(schema, slot);
      slot.write = schema.name === ONE_OF ? this.#union(schema) : this.#fields(schema);
    }
    const made = slot;
    return (value) => {
      if (!(value instanceof Struct)) throw wrongType(schema, value);
      if (value.schema !== schema && !value.schema.equals(schema)) throw new DataError('Mismatching schema.');
      return made.write!(value);
    };
  }

  #fields(schema: Schema): ValueWriter {
    const { ignoreDefaultForNullables } = this.#settings;
    const members = schema.fields.map((field) => {
      return { field, name: `${jsonString(field.name)}:`, write: this.writer(field.schema) };
    });
    return (value) => {
      const struct = value as Struct;
      let text = '';
      for (const { field, name, write } of members) {
        const written = write(ignoreDefaultForNullables ? struct.getWithoutDefault(field) : struct.get(field));
        if (written !== undefined) text += `${text === '' ? '' : ','}${name}${written}`;
      }
      return `{${text}}`;
    };
  }

  /** The first field that has a value. */
  #union(schema: Schema): ValueWriter {
    const fields = schema.fields.map((field) => ({ field, write: this.writer(field.schema) }));
    return (value) => {
      for (const { field, write } of fields) {
        const content = (value as Struct).get(field);
        if (content !== null) return write(content);
      }
      return schema.optional ? 'null' : undefined;
    };
  }
}

export function hasStringKeys({ keySchema }: Schema): boolean {
  return keySchema?.type === 'STRING' && !keySchema.optional;
}

function scalar(schema: Schema, value: unknown): string {
  switch (schema.type) {
    case 'INT64':
      if (typeof value === 'bigint' && value <= INT64_MAX && value >= -INT64_MAX - 1n) return String(value);
      break;
    case 'BOOLEAN':
      if (typeof value === 'boolean') return String(value);
      break;
    case 'STRING':
      if (typeof value === 'string') return jsonString(value);
      break;
    case 'BYTES':
      if (value instanceof Uint8Array) return base64(value);
      break;
    default: {
      const limit = 2 ** (INTEGER_BITS[schema.type] ?? 31);
      if (Number.isInteger(value) && (value as number) >= -limit && (value as number) < limit) return String(value);
    }
  }
  throw wrongType(schema, value);
}

function numberOf(schema: Schema, value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Float64) return value.valueOf();
  throw wrongType(schema, value);
}

/** NaN and the infinities are no JSON numbers; Jackson writes their names in quotes. */
function number(text: string): string {
  return /\d/.test(text) ? text : `"${text}"`;
}

function base64(bytes: Uint8Array): string {
  return `"${asBuffer(bytes).toString('base64')}"`;
}

function dateOf(what: string, value: unknown): Date {
  if (value instanceof Date) return value;
  throw new DataError(`Invalid type for ${what}, expected Date but was class ${javaClassOf(value)}`);
}

function wrongType(schema: Schema, value: unknown): DataError {
  return new DataError(`Invalid type for ${schema.type}: class ${value === null ? 'null' : javaClassOf(value)}`);
}
