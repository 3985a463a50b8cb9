import {
  type ConverterPlugin,
  type Converter,
  type HeaderConverter,
  type HeaderConverterPlugin,
  type Properties,
  type SchemaAndValue,
} from '@millrace/connector-api';
import { expect } from 'vitest';
import { decodeSchema, decodeValue } from './connect-values.ts';
import { expectData, type DataSpec } from './expect-data.ts';
import { load } from './load-plugin.ts';
import { expectError, type ErrorSpec } from './vectors.ts';

type Op = 'fromConnectData' | 'toConnectData' | 'fromConnectHeader' | 'toConnectHeader';

export interface ConverterVector {
  readonly id: string;
  readonly op: Op;
  readonly config?: Properties;
  readonly isKey?: boolean;
  readonly input: null | { readonly bytes: string } | DataSpec;
  readonly expected: {
    readonly bytes?: string | null;
    readonly data?: DataSpec | null;
    readonly roundTrip?: DataSpec;
    readonly roundTripError?: ErrorSpec;
    readonly backToText?: string;
    readonly error?: ErrorSpec;
    readonly configError?: ErrorSpec;
  };
}

interface Conversion {
  from(data: DataSpec): Uint8Array | null;
  fromPair(pair: SchemaAndValue): Uint8Array | null;
  to(bytes: Uint8Array | null): SchemaAndValue;
}

/** Runs a vector with the converter of a class, loaded as a worker loads it. */
export async function checkConverterVector(javaClass: string, vector: ConverterVector): Promise<void> {
  const { op, input, expected } = vector;
  if (expected.configError !== undefined) return expectError(() => createConversion(javaClass, vector), expected.configError);
  const conversion = await createConversion(javaClass, vector);
  const run = (): Uint8Array | null | SchemaAndValue =>
    op.startsWith('from') ? conversion.from(input as DataSpec) : conversion.to(bytesOf(input as { bytes: string } | null));
  if (expected.error !== undefined) return expectError(run, expected.error);
  const result = run();
  if (op.startsWith('from')) await checkBytes(conversion, result as Uint8Array | null, vector);
  else checkData(conversion, result as SchemaAndValue, vector);
}

async function checkBytes(conversion: Conversion, actual: Uint8Array | null, { expected }: ConverterVector): Promise<void> {
  expect(textOf(actual)).toBe(textOf(bytesOf({ bytes: expected.bytes ?? null })));
  if (expected.roundTrip !== undefined) expectData(conversion.to(actual), expected.roundTrip);
  if (expected.roundTripError !== undefined) await expectError(() => conversion.to(actual), expected.roundTripError);
}

function checkData(conversion: Conversion, actual: SchemaAndValue, { expected }: ConverterVector): void {
  // Java answers nothing at all where a header says null; here it is a null without a schema.
  expectData(actual, expected.data ?? { schema: null, value: null });
  if (typeof expected.backToText === 'string') expect(utf8Of(conversion.fromPair(actual))).toBe(expected.backToText);
}

function bytesOf(input: { bytes: string | null } | null): Buffer | null {
  return input === null || input.bytes === null ? null : Buffer.from(input.bytes, 'base64');
}

function textOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString('latin1');
}

async function createConversion(javaClass: string, { op, config = {}, isKey = false }: ConverterVector): Promise<Conversion> {
  if (op.endsWith('Header')) {
    const plugin = await load<HeaderConverterPlugin>(javaClass, 'header_converter');
    return headerConversion(await plugin.create(config));
  }
  const plugin = await load<ConverterPlugin>(javaClass, 'converter');
  return dataConversion(await plugin.create(config, { use: isKey ? 'key' : 'value' }));
}

function dataConversion(converter: Converter): Conversion {
  const fromPair = ({ schema, value }: SchemaAndValue): Uint8Array | null => converter.fromConnectData('t', schema, value);
  return { from: (data) => fromPair(decode(data)), fromPair, to: (bytes) => converter.toConnectData('t', bytes) };
}

function headerConversion(converter: HeaderConverter): Conversion {
  const fromPair = ({ schema, value }: SchemaAndValue): Uint8Array | null => converter.fromConnectHeader('t', 'h', schema, value);
  return { from: (data) => fromPair(decode(data)), fromPair, to: (bytes) => converter.toConnectHeader('t', 'h', bytes) };
}

function decode(data: DataSpec): SchemaAndValue {
  const schema = decodeSchema(data.schema);
  return { schema, value: decodeValue(data.value, schema) };
}

function utf8Of(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString('utf8');
}
