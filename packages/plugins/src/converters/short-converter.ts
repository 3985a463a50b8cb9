import { schemas } from '@millrace/connector-api';
import { isIntegerOf, numberConverters } from './number-converter.ts';

const plugins = numberConverters({
  name: 'short',
  schema: schemas.OPTIONAL_INT16,
  javaClass: 'java.lang.Short',
  size: 2,
  deserializer: 'ShortDeserializer',
  accepts: (value) => isIntegerOf(16, value),
  read: (view) => view.getInt16(0),
  write: (view, value) => view.setInt16(0, value as number),
});

/** Integers of 16 bits. Answers to `org.apache.kafka.connect.converters.ShortConverter`. */
export const shortConverter = plugins.converter;
export const shortHeaderConverter = plugins.headerConverter;
