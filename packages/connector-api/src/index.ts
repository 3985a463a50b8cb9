/**
 * What the author of a connector, a converter or a transformation imports.
 *
 * @example The settings of a connector, and a value for its records; whole connectors stand in `examples/`.
 * ```ts
 * import { ConfigDef, Range, SchemaBuilder, schemas, Struct } from '@millrace/connector-api';
 *
 * const config = new ConfigDef()
 *   .define({ name: 'topic', type: 'STRING', importance: 'HIGH', documentation: 'Where the readings go.' })
 *   .define({ name: 'batch.size', type: 'INT', default: 100, validator: Range.atLeast(1), importance: 'LOW', documentation: 'Readings a poll.' });
 *
 * config.parse({ topic: 'readings' }); // { topic: 'readings', 'batch.size': 100 }
 * config.validate({ topic: 'readings', 'batch.size': '0' })[1]?.errorMessages;
 * // ['Invalid value 0 for configuration batch.size: Value must be at least 1']
 *
 * const reading = SchemaBuilder.struct().field('sensor', schemas.STRING).field('celsius', schemas.FLOAT64).build();
 * String(new Struct(reading).put('sensor', 'roof').put('celsius', 21)); // Struct{sensor=roof,celsius=21.0}
 * ```
 */
export { ClassRef, type ClassResolver } from './class-ref.ts';
export { type AnyConfigDef, ConfigDef, type ConfigOf, type ParseOptions, type Properties } from './config-def.ts';
export type { ConfigKey, ConfigKeyOptions, Importance, ParsedConfig, Recommender, Width } from './config-key.ts';
export type { ConfigData, ConfigProvider, ConfigProviderContext, ConfigProviderPlugin } from './config-provider.ts';
export { type ConfigType, convertToString, parseType } from './config-types.ts';
export { type ConfigValue, createConfigValue } from './config-value.ts';
export { ConnectSchema, type SchemaParts } from './connect-schema.ts';
export type {
  Allocate,
  Converter,
  ConverterOptions,
  ConverterPlugin,
  HeaderConverter,
  HeaderConverterPlugin,
} from './converter.ts';
export { type ConnectColumn, type ConnectValue, Float64, type SchemaAndValue } from './data.ts';
export { Decimal } from './decimal.ts';
export {
  ConfigError,
  ConnectError,
  DataError,
  PendingError,
  RetriableError,
  SchemaBuilderError,
  SchemaProjectorError,
  SerializationError,
} from './errors.ts';
export { copiedCapacity, hashOrdered, hashOrderedSet, requestedCapacity } from './hash-ordered.ts';
export { isPlainObject, javaClassOf, javaClassOfData } from './java-class.ts';
export { hashCode, stringHashCode } from './java-hash.ts';
export { JavaRegexError, JavaReplacementError } from './java-regex/java-regex-error.ts';
export { javaRegex, type JavaRegex } from './java-regex/java-regex.ts';
export { javaTrim, parseDouble, parseInteger, toAsciiDigits } from './java-number.ts';
export { parseJavaProperties, parseJavaPropertiesBytes, PropertiesSyntaxError } from './java-properties.ts';
export { doubleToString, floatToString, javaToString } from './java-text.ts';
export { ConnectDate, ConnectTime, ConnectTimestamp } from './logical.ts';
export { PackedBytes } from './packed-bytes.ts';
export { Password } from './password.ts';
export type { Plugin, PluginManifest, PluginType } from './plugin.ts';
export type {
  ConnectRecord,
  Header,
  SinkRecord,
  SourceOffset,
  SourcePartition,
  SourceRecord,
  TimestampType,
  TopicPartition,
  TopicPartitionOffset,
} from './record.ts';
export type { Field, Schema, SchemaType } from './schema.ts';
export { SchemaBuilder } from './schema-builder.ts';
export { schemas } from './schemas.ts';
export type {
  ErrantRecordReporter,
  SinkConnector,
  SinkConnectorPlugin,
  SinkOffsetChange,
  SinkTask,
  SinkTaskContext,
  SinkTextBatch,
} from './sink.ts';
export type {
  Connector,
  ConnectorContext,
  ConnectorPluginBase,
  OffsetReader,
  RecordMetadata,
  SourceConnector,
  SourceConnectorContext,
  SourceConnectorPlugin,
  SourceOffsetChange,
  SourceTask,
  SourceTaskContext,
  TextBatch,
} from './source.ts';
export { Struct } from './struct.ts';
export type { Predicate, PredicatePlugin, Transformation, TransformationPlugin } from './transformation.ts';
export { ValidList } from './valid-list.ts';
export type { Validator } from './validator.ts';
export {
  CaseInsensitiveValidString,
  CompositeValidator,
  LambdaValidator,
  ListSize,
  NonEmptyString,
  NonEmptyStringWithoutControlChars,
  NonNullValidator,
  Range,
  ValidString,
} from './validators.ts';
export { validateValue } from './validate-value.ts';
export { valuesEqual } from './value-equality.ts';
export type { TransactionContext } from './transaction-context.ts';
