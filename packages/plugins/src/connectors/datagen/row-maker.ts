import { SchemaBuilder, Struct, type ConnectValue, type Schema } from '@millrace/connector-api';
import type { AnyGenerator } from './generator.ts';
import { saltOf, type Row } from './row.ts';
import type { RowFields } from './row-fields.ts';

/** Makes the keys and values of rows. */
export interface RowMaker {
  readonly keySchema: Schema | null;
  readonly valueSchema: Schema | null;
  key(row: Row): ConnectValue;
  value(row: Row): ConnectValue;
}

interface Column {
  readonly name: string;
  readonly salt: number;
  readonly generator: AnyGenerator;
}

export function createRowMaker({ schemaName, fields, key }: RowFields, withSchemas: boolean): RowMaker {
  const columns = Array.from(fields, ([name, generator]) => columnOf(name, generator));
  const keyColumn = key === null ? null : columnOf(key.name, key.generator);
  const schema = withSchemas ? schemaOf(schemaName, columns) : null;
  return {
    keySchema: withSchemas ? (keyColumn?.generator.kind.schema ?? null) : null,
    valueSchema: schema,
    key: (row) => (keyColumn === null ? null : valueIn(row, keyColumn, withSchemas)),
    value: (row) => (schema === null ? plainValue(row, columns) : structValue(row, columns, schema)),
  };
}

function columnOf(name: string, generator: AnyGenerator): Column {
  return { name, salt: saltOf(name), generator };
}

function schemaOf(name: string, columns: readonly Column[]): Schema {
  const builder = SchemaBuilder.struct().name(name);
  for (const column of columns) builder.field(column.name, column.generator.kind.schema);
  return builder.build();
}

function structValue(row: Row, columns: readonly Column[], schema: Schema): Struct {
  const values: unknown[] = [];
  for (const column of columns) values.push(valueIn(row, column, true));
  return Struct.ofTrusted(schema, values);
}

function plainValue(row: Row, columns: readonly Column[]): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const column of columns) values.set(column.name, valueIn(row, column, false));
  return values;
}

function valueIn(row: Row, { salt, generator }: Column, withSchema: boolean): ConnectValue {
  const raw = generator.value(row, salt) as never;
  return withSchema ? generator.kind.typed(raw) : generator.kind.plain(raw);
}
