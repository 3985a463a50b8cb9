/* What Connect notes in a JSON Schema, and a JSON Schema's in Connect's names and parameters. */

export const NAMESPACE = 'io.confluent.connect.json';

/** The struct that a `oneOf` or `anyOf` becomes; its fields are this name, `.field.` and a number from 0. */
export const ONE_OF = `${NAMESPACE}.OneOf`;
/** The parameter of an enum; followed by a dot and a symbol, one for each of them. */
export const ENUM = `${NAMESPACE}.Enum`;
/** What stands for null among an enum's symbols. */
export const NULL_SYMBOL = '<NULL>';

export const notes = {
  TYPE: 'connect.type',
  INDEX: 'connect.index',
  VERSION: 'connect.version',
  PARAMETERS: 'connect.parameters',
} as const;

/** How Connect data and JSON Schema data are turned into each other. */
export interface JsonSchemaSettings {
  /** `object.additional.properties` */
  readonly additionalProperties: boolean;
  /** `use.optional.for.nonrequired` */
  readonly optionalForNonRequired: boolean;
  /** `flatten.singleton.unions` */
  readonly flattenSingletonUnions: boolean;
  /** `ignore.default.for.nullables` */
  readonly ignoreDefaultForNullables: boolean;
  /** `decimal.format` */
  readonly decimalFormat: 'BASE64' | 'NUMERIC';
  /** `json.fail.invalid.schema`: values are held against their schema. */
  readonly validate: boolean;
}
