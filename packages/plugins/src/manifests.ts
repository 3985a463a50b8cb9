import type { PluginManifest, PluginType } from '@millrace/connector-api';

/** The version of the Apache Kafka classes that the plugins answer for. */
const VERSION = '4.3.1';
/** The version of the plugins that Apache Kafka does not have: that of this package. */
const OWN_VERSION = '0.1.0';

/** A module knows itself as `.ts` when it runs from source and as `.js` when built; so do its neighbours. */
const EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf('.'));

function moduleUrl(path: string): string {
  return new URL(`${path}${EXTENSION}`, import.meta.url).href;
}

function manifest(javaClass: string, type: PluginType, path: string, exportName: string): PluginManifest {
  return {
    class: `org.apache.kafka.connect.${javaClass}`,
    type,
    version: VERSION,
    module: moduleUrl(path),
    export: exportName,
  };
}

/** A plugin of ours, in the package `io.millrace.connect`. */
function ownManifest(ownClass: string, type: PluginType, path: string, exportName: string): PluginManifest {
  return {
    class: `io.millrace.connect.${ownClass}`,
    type,
    version: OWN_VERSION,
    module: moduleUrl(path),
    export: exportName,
  };
}

/** A converter of Confluent's formats: the class is theirs, the plugin ours. */
function confluentConverter(javaClass: string, path: string, exportName: string): PluginManifest {
  return {
    class: `io.confluent.connect.${javaClass}`,
    type: 'converter',
    version: OWN_VERSION,
    module: moduleUrl(path),
    export: exportName,
    recommended: false,
  };
}

/** A converter that can be used for headers as well. */
function converter(javaClass: string, path: string, name: string): PluginManifest[] {
  return [
    manifest(javaClass, 'converter', path, `${name}Converter`),
    manifest(javaClass, 'header_converter', path, `${name}HeaderConverter`),
  ];
}

/** A transformation with a form for keys and one for values. */
function keyAndValue(javaClass: string, path: string, name: string): PluginManifest[] {
  return [
    manifest(`transforms.${javaClass}$Key`, 'transformation', path, `${name}Key`),
    manifest(`transforms.${javaClass}$Value`, 'transformation', path, `${name}Value`),
  ];
}

function transformation(javaClass: string, path: string, name: string): PluginManifest {
  return manifest(`transforms.${javaClass}`, 'transformation', path, name);
}

function predicate(javaClass: string, path: string, name: string): PluginManifest {
  return manifest(`transforms.predicates.${javaClass}`, 'predicate', path, name);
}

function configProvider(javaClass: string, path: string, name: string): PluginManifest {
  return {
    class: `org.apache.kafka.common.config.provider.${javaClass}`,
    type: 'config_provider',
    version: VERSION,
    module: moduleUrl(path),
    export: name,
  };
}

/**
 * The plugins of this package, under the class names that configurations written for Apache Kafka Connect use. Nothing is loaded:
 * each thread imports the modules that it needs.
 */
export const manifests: readonly PluginManifest[] = [
  manifest('file.FileStreamSinkConnector', 'sink', './connectors/file-stream-sink', 'fileStreamSink'),
  manifest('file.FileStreamSourceConnector', 'source', './connectors/file-stream-source', 'fileStreamSource'),
  manifest('tools.MockSinkConnector', 'sink', './connectors/mock-sink', 'mockSink'),
  manifest('tools.MockSourceConnector', 'source', './connectors/mock-source', 'mockSource'),
  manifest('tools.VerifiableSinkConnector', 'sink', './connectors/verifiable-sink', 'verifiableSink'),
  manifest('tools.VerifiableSourceConnector', 'source', './connectors/verifiable-source', 'verifiableSource'),
  ownManifest('datagen.DatagenSourceConnector', 'source', './connectors/datagen-source', 'datagenSource'),
  ownManifest('fault.FaultSinkConnector', 'sink', './connectors/fault-sink', 'faultSink'),
  ownManifest('fault.FaultSourceConnector', 'source', './connectors/fault-source', 'faultSource'),
  ...converter('converters.BooleanConverter', './converters/boolean-converter', 'boolean'),
  ...converter('converters.ByteArrayConverter', './converters/byte-array-converter', 'byteArray'),
  ...converter('converters.DoubleConverter', './converters/double-converter', 'double'),
  ...converter('converters.FloatConverter', './converters/float-converter', 'float'),
  ...converter('converters.IntegerConverter', './converters/integer-converter', 'integer'),
  ...converter('converters.LongConverter', './converters/long-converter', 'long'),
  ...converter('converters.ShortConverter', './converters/short-converter', 'short'),
  ...converter('json.JsonConverter', './converters/json-converter', 'json'),
  ...converter('storage.StringConverter', './converters/string-converter', 'string'),
  manifest('storage.SimpleHeaderConverter', 'header_converter', './converters/simple-header-converter', 'simpleHeaderConverter'),
  confluentConverter('avro.AvroConverter', './converters/avro-converter', 'avroConverter'),
  confluentConverter('json.JsonSchemaConverter', './converters/json-schema-converter', 'jsonSchemaConverter'),
  ...keyAndValue('Cast', './transforms/cast', 'cast'),
  transformation('DropHeaders', './transforms/drop-headers', 'dropHeaders'),
  ...keyAndValue('ExtractField', './transforms/extract-field', 'extractField'),
  transformation('Filter', './transforms/filter', 'filter'),
  ...keyAndValue('Flatten', './transforms/flatten', 'flatten'),
  ...keyAndValue('HeaderFrom', './transforms/header-from', 'headerFrom'),
  ...keyAndValue('HoistField', './transforms/hoist-field', 'hoistField'),
  ...keyAndValue('InsertField', './transforms/insert-field', 'insertField'),
  transformation('InsertHeader', './transforms/insert-header', 'insertHeader'),
  ...keyAndValue('MaskField', './transforms/mask-field', 'maskField'),
  transformation('RegexRouter', './transforms/regex-router', 'regexRouter'),
  ...keyAndValue('ReplaceField', './transforms/replace-field', 'replaceField'),
  ...keyAndValue('SetSchemaMetadata', './transforms/set-schema-metadata', 'setSchemaMetadata'),
  ...keyAndValue('TimestampConverter', './transforms/timestamp-converter', 'timestampConverter'),
  transformation('TimestampRouter', './transforms/timestamp-router', 'timestampRouter'),
  transformation('ValueToKey', './transforms/value-to-key', 'valueToKey'),
  predicate('HasHeaderKey', './predicates/has-header-key', 'hasHeaderKey'),
  predicate('RecordIsTombstone', './predicates/record-is-tombstone', 'recordIsTombstone'),
  predicate('TopicNameMatches', './predicates/topic-name-matches', 'topicNameMatches'),
  configProvider('DirectoryConfigProvider', './config-providers/directory-config-provider', 'directoryConfigProvider'),
  configProvider('EnvVarConfigProvider', './config-providers/env-var-config-provider', 'envVarConfigProvider'),
  configProvider('FileConfigProvider', './config-providers/file-config-provider', 'fileConfigProvider'),
];
