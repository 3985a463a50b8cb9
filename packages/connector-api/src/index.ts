/**
 * What the author of a connector, a converter or a transformation imports.
 *
 * @example A source that counts.
 * ```ts
 * import { ConfigDef, Range, schemas, type SourceConnectorPlugin } from '@millrace/connector-api';
 *
 * const config = new ConfigDef()
 *   .define({ name: 'topic', type: 'STRING', importance: 'HIGH', documentation: 'Where the numbers go.' })
 *   .define({ name: 'batch.size', type: 'INT', default: 100, validator: Range.atLeast(1), importance: 'LOW', documentation: 'Numbers a poll.' });
 *
 * export const counter: SourceConnectorPlugin<typeof config> = {
 *   type: 'source',
 *   config,
 *   taskClass: 'example.CounterTask',
 *   createConnector() {
 *     let props = {};
 *     return { start: (given) => void (props = given), taskConfigs: () => [props], stop() {} };
 *   },
 *   createTask() {
 *     let next = 0;
 *     let settings = { topic: '', 'batch.size': 0 };
 *     return {
 *       start: (parsed) => void (settings = parsed), // { topic: string; 'batch.size': number }
 *       poll: () =>
 *         Array.from({ length: settings['batch.size'] }, () => ({
 *           topic: settings.topic, partition: null, keySchema: null, key: null, valueSchema: schemas.INT64, value: BigInt(next),
 *           timestamp: null, headers: [], sourcePartition: { counter: 'one' }, sourceOffset: { next: ++next },
 *         })),
 *       stop() {},
 *     };
 *   },
 * };
 * ```
 */
export { ClassRef, type ClassResolver } from './class-ref.ts';
export { type AnyConfigDef, ConfigDef, type ConfigOf, type ParseOptions, type Properties } from './config-def.ts';
export type { ConfigKey, ConfigKeyOptions, Importance, ParsedConfig, Recommender, Width } from './config-key.ts';
export { type ConfigType, convertToString, parseType } from './config-types.ts';
export { type ConfigValue, createConfigValue } from './config-value.ts';
export { ConnectSchema, type SchemaParts } from './connect-schema.ts';
export type { Converter, ConverterOptions, ConverterPlugin, HeaderConverter, HeaderConverterPlugin } from './converter.ts';
export { type ConnectValue, Float64, type SchemaAndValue } from './data.ts';
export { Decimal } from './decimal.ts';
export {
  ConfigError,
  ConnectError,
  DataError,
  RetriableError,
  SchemaBuilderError,
  SchemaProjectorError,
  SerializationError,
} from './errors.ts';
export { hashOrdered } from './hash-ordered.ts';
export { javaClassOf } from './java-class.ts';
export { hashCode, stringHashCode } from './java-hash.ts';
export { javaTrim, parseDouble, parseInteger } from './java-number.ts';
export { doubleToString, floatToString, javaToString } from './java-text.ts';
export { ConnectDate, ConnectTime, ConnectTimestamp } from './logical.ts';
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
