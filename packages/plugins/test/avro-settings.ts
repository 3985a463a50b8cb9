import type { AvroDataSettings } from '../src/avro/connect-props.ts';

/** As a converter has them that nothing is said to. */
export const plainSettings: AvroDataSettings = {
  connectMetaData: true,
  enhanced: false,
  scrubNames: false,
  optionalMapKeys: false,
  flattenSingletonUnions: true,
  discardTypeDocDefault: false,
  ignoreDefaultForNullables: false,
};
