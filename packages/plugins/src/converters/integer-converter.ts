import { schemas } from '@millrace/connector-api';
import { isIntegerOf, numberConverters } from './number-converter.ts';

const plugins = numberConverters({
  name: 'integer',
  schema: schemas.OPTIONAL_INT32,
  javaClass: 'java.lang.Integer',
  size: 4,
  deserializer: 'IntegerDeserializer',
  accepts: (value) => isIntegerOf(32, value),
  read: (view) => view.getInt32(0),
  write: (view, value) => view.setInt32(0, value as number),
});

/** Integers of 32 bits. Answers to `org.apache.kafka.connect.converters.IntegerConverter`. */
export const integerConverter = plugins.converter;
export const integerHeaderConverter = plugins.headerConverter;
