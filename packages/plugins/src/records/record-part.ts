import type { ConnectRecord, Schema } from '@millrace/connector-api';

/** The part of a record that a transformation works on: its key or its value. */
export interface RecordPart {
  schemaOf(record: ConnectRecord): Schema | null;
  /** Null also where a connector left the part out. */
  valueOf(record: ConnectRecord): unknown;
  /** The same record with another key or value. */
  replace<R extends ConnectRecord>(record: R, schema: Schema | null, value: unknown): R;
}

export const KEY: RecordPart = {
  schemaOf: (record) => record.keySchema ?? null,
  valueOf: (record) => record.key ?? null,
  replace: (record, keySchema, key) => ({ ...record, keySchema, key }),
};

export const VALUE: RecordPart = {
  schemaOf: (record) => record.valueSchema ?? null,
  valueOf: (record) => record.value ?? null,
  replace: (record, valueSchema, value) => ({ ...record, valueSchema, value }),
};
