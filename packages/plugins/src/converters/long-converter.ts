import { schemas } from '@millrace/connector-api';
import { numberConverters } from './number-converter.ts';

const plugins = numberConverters({
  name: 'long',
  schema: schemas.OPTIONAL_INT64,
  javaClass: 'java.lang.Long',
  size: 8,
  deserializer: 'LongDeserializer',
  accepts: (value) => (typeof value === 'bigint' ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value)),
  read: (view) => view.getBigInt64(0),
  write: (view, value) => view.setBigInt64(0, BigInt(value as bigint | number)),
});

/** Integers of 64 bits. Answers to `org.apache.kafka.connect.converters.LongConverter`. */
export const longConverter = plugins.converter;
export const longHeaderConverter = plugins.headerConverter;
