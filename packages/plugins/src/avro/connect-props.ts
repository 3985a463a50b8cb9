/* The names under which Connect's own notes stand in an Avro schema, and an Avro schema's in Connect's parameters. */

export const CONNECT_NAMESPACE = 'io.confluent.connect.avro';

/** A record's name where the struct has none; the second of a schema is `ConnectDefault2`. */
export const DEFAULT_SCHEMA_NAME = 'ConnectDefault';
export const DEFAULT_SCHEMA_FULL_NAME = `${CONNECT_NAMESPACE}.${DEFAULT_SCHEMA_NAME}`;
/** The record of a key and a value that the entries of a map without string keys are. */
export const MAP_ENTRY = 'MapEntry';
/** The struct that a union becomes. */
export const UNION_NAME = `${CONNECT_NAMESPACE}.Union`;

/** Properties of an Avro schema. */
export const props = {
  NAME: 'connect.name',
  DOC: 'connect.doc',
  VERSION: 'connect.version',
  DEFAULT: 'connect.default',
  PARAMETERS: 'connect.parameters',
  TYPE: 'connect.type',
  INTERNAL_TYPE: 'connect.internal.type',
  LOGICAL_TYPE: 'logicalType',
  SCALE: 'scale',
  PRECISION: 'precision',
} as const;

/** Parameters of a Connect schema. */
export const parameters = {
  ENUM: `${CONNECT_NAMESPACE}.Enum`,
  RECORD_DOC: `${CONNECT_NAMESPACE}.record.doc`,
  /** Followed by the enum's or the field's name. */
  ENUM_DOC_PREFIX: `${CONNECT_NAMESPACE}.enum.doc.`,
  ENUM_DEFAULT_PREFIX: `${CONNECT_NAMESPACE}.enum.default.`,
  FIELD_DOC_PREFIX: `${CONNECT_NAMESPACE}.field.doc.`,
  /** The default came from an Avro field, and need not be noted when it goes back. */
  FIELD_DEFAULT: `${CONNECT_NAMESPACE}.field.default`,
  FIXED_SIZE: 'connect.fixed.size',
  DECIMAL_PRECISION: 'connect.decimal.precision',
  PLAIN_RECORD_DOC: 'connect.record.doc',
  PLAIN_ENUM_DOC: 'connect.enum.doc',
} as const;

/** Properties and parameters of this prefix go from either to the other. */
export const SHARED_PREFIX = 'avro';

export const DEFAULT_PRECISION = 64;

/** How Connect schemas and Avro schemas are turned into each other. */
export interface AvroDataSettings {
  /** `connect.meta.data` */
  readonly connectMetaData: boolean;
  /** `enhanced.avro.schema.support`: enums stay enums, and names keep their packages. */
  readonly enhanced: boolean;
  /** `scrub.invalid.names` */
  readonly scrubNames: boolean;
  /** `allow.optional.map.keys` */
  readonly optionalMapKeys: boolean;
  /** `flatten.singleton.unions` */
  readonly flattenSingletonUnions: boolean;
  /** `discard.type.doc.default` */
  readonly discardTypeDocDefault: boolean;
  /** `ignore.default.for.nullables` */
  readonly ignoreDefaultForNullables: boolean;
}
