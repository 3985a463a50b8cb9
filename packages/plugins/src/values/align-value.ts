import {
  ConnectDate,
  ConnectTime,
  ConnectTimestamp,
  DataError,
  Float64,
  floatToString,
  javaClassOf,
  type ConnectValue,
  type Schema,
  type SchemaAndValue,
} from '@millrace/connector-api';

/** An element of a list or a map as a value of the schema that all elements have in common. A DataError if it cannot be one. */
export function alignValue(schema: Schema, element: SchemaAndValue): ConnectValue {
  const { value } = element;
  if (value === null) throw new DataError('Unable to convert a null value to a schema that requires a value');
  switch (schema.type) {
    case 'INT8':
    case 'INT16':
    case 'INT32':
      return alignInteger(schema, value);
    case 'INT64':
      return alignLong(schema, value);
    case 'FLOAT32':
      return Math.fround(Number(numberOf(value)));
    case 'FLOAT64':
      return Number(numberOf(value));
    case 'ARRAY':
    case 'MAP':
      // Lists with different elements are lists all the same: their elements are then not what the schema says.
      return schema.equals(element.schema) ? value : withoutSchema(element);
    default:
      return value;
  }
}

/** An element of a list or a map whose elements have no schema in common. */
export function withoutSchema({ schema, value }: SchemaAndValue): ConnectValue {
  if (schema === null || value === null) return value;
  switch (schema.type) {
    case 'FLOAT32':
      return Float64.of(Number(floatToString(value as number)));
    case 'FLOAT64':
      return Float64.of(value as number);
    case 'INT64':
      return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
    case 'ARRAY':
      return (value as unknown[]).map((item) => withoutSchema({ schema: schema.valueSchema, value: item }));
    case 'MAP':
      return new Map(
        Array.from(value as Map<unknown, unknown>, ([key, item]) => [
          withoutSchema({ schema: schema.keySchema, value: key }),
          withoutSchema({ schema: schema.valueSchema, value: item }),
        ]),
      );
    default:
      return value;
  }
}

function alignInteger(schema: Schema, value: unknown): ConnectValue {
  if (schema.name === ConnectDate.LOGICAL_NAME) {
    return value instanceof Date ? value : ConnectDate.toLogical(schema, Number(numberOf(value)));
  }
  if (schema.name === ConnectTime.LOGICAL_NAME) {
    return value instanceof Date ? value : ConnectTime.toLogical(schema, Number(numberOf(value)));
  }
  return numberOf(value);
}

function alignLong(schema: Schema, value: unknown): ConnectValue {
  if (schema.name !== ConnectTimestamp.LOGICAL_NAME) return BigInt(numberOf(value));
  return value instanceof Date ? value : ConnectTimestamp.toLogical(schema, BigInt(numberOf(value)));
}

function numberOf(value: unknown): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  throw new DataError(`Unable to convert ${String(value)} (class ${javaClassOf(value)}) to a number`);
}
