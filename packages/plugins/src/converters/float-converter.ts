import { schemas } from '@millrace/connector-api';
import { isFloat, numberConverters } from './number-converter.ts';

const plugins = numberConverters({
  name: 'float',
  schema: schemas.OPTIONAL_FLOAT32,
  javaClass: 'java.lang.Float',
  size: 4,
  deserializer: 'Deserializer',
  accepts: (value, typed) => typed || isFloat(value),
  read: (view) => view.getFloat32(0),
  write: (view, value) => view.setFloat32(0, Number(value)),
});

/** Floating-point numbers of 32 bits. Answers to `org.apache.kafka.connect.converters.FloatConverter`. */
export const floatConverter = plugins.converter;
export const floatHeaderConverter = plugins.headerConverter;
