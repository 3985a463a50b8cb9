import { schemas } from '@millrace/connector-api';
import { isFloat, numberConverters } from './number-converter.ts';

const plugins = numberConverters({
  name: 'double',
  schema: schemas.OPTIONAL_FLOAT64,
  javaClass: 'java.lang.Double',
  size: 8,
  deserializer: 'Deserializer',
  accepts: (value, typed) => typed || isFloat(value),
  read: (view) => view.getFloat64(0),
  write: (view, value) => view.setFloat64(0, Number(value)),
});

/** Floating-point numbers of 64 bits. Answers to `org.apache.kafka.connect.converters.DoubleConverter`. */
export const doubleConverter = plugins.converter;
export const doubleHeaderConverter = plugins.headerConverter;
