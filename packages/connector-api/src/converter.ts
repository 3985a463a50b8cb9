import type { AnyConfigDef, Properties } from './config-def.ts';
import type { ConnectColumn, ConnectValue, SchemaAndValue } from './data.ts';
import type { PackedBytes } from './packed-bytes.ts';
import type { Header } from './record.ts';
import type { Schema } from './schema.ts';

/**
 * Gives memory of at least so many bytes, with anything in it. The worker uses it again when the records are safe, which spares the
 * collector of garbage much; so a converter answers it in the same call and keeps nothing of it. It need not be used: memory that a
 * converter allocates by itself is never used again.
 */
export type Allocate = (bytes: number) => Buffer;

/**
 * Turns Connect data into the bytes of a record's key or value, and back. Throws DataError for what it cannot carry, and
 * `PendingError` where it has to ask somebody else before it can answer: the worker waits for what the error says and makes the
 * call again, for this one record (`errors.tolerance` and retries then count for what the wait or the repetition ends with). A
 * whole-batch form that throws, for whatever reason, is followed by the per-record form for each record of the batch. Where no record
 * of a batch has a key, or none a value, with neither schemas nor headers, the converter is asked once for all of them.
 */
export interface Converter {
  /** null is a record without a value (a tombstone). `headers` may be read; to add some, answer them from `headersFor`. */
  fromConnectData(topic: string, schema: Schema | null, value: ConnectValue, headers?: readonly Header[]): Uint8Array | null;
  toConnectData(topic: string, bytes: Uint8Array | null, headers?: readonly Header[]): SchemaAndValue;
  /**
   * Whole-batch forms: the same results for a column of values that share their topic and have no headers. The worker uses them
   * where present. Answering {@link PackedBytes} spares an object per record; the memory, best taken from `allocate`, then belongs
   * to the worker.
   */
  fromConnectBatch?(
    topic: string,
    schemas: readonly (Schema | null)[],
    values: readonly ConnectValue[],
    allocate?: Allocate,
  ): readonly (Uint8Array | null)[] | PackedBytes;
  toConnectBatch?(topic: string, bytes: PackedBytes): ConnectColumn;
  /**
   * `toConnectBatch` for values all of which are strings: these as UTF-8 that is well-formed. null where one is something else, or
   * where that is not quickly told.
   */
  toTexts?(topic: string, bytes: PackedBytes): PackedBytes | null;
  /** `fromConnectBatch` for strings that are there as well-formed UTF-8, none of them null, all of the same schema. */
  fromTexts?(topic: string, schema: Schema | null, texts: PackedBytes, allocate?: Allocate): PackedBytes;
  close?(): void | Promise<void>;
}

/** The same for headers, `PendingError` included. */
export interface HeaderConverter {
  fromConnectHeader(topic: string, key: string, schema: Schema | null, value: ConnectValue): Uint8Array | null;
  toConnectHeader(topic: string, key: string, bytes: Uint8Array | null): SchemaAndValue;
  close?(): void | Promise<void>;
}

export interface ConverterOptions {
  /** Whether it converts keys (`key.converter`), values or headers. */
  readonly use: 'key' | 'value' | 'header';
}

/** A converter (of keys, values and headers alike, where it says so), as its module exports it. */
export interface ConverterPlugin<Def extends AnyConfigDef = AnyConfigDef> {
  readonly type: 'converter';
  readonly config: Def;
  create(props: Properties, options: ConverterOptions): Converter | Promise<Converter>;
}

export interface HeaderConverterPlugin<Def extends AnyConfigDef = AnyConfigDef> {
  readonly type: 'header_converter';
  readonly config: Def;
  create(props: Properties): HeaderConverter | Promise<HeaderConverter>;
}
