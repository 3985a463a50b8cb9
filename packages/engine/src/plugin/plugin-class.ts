import { ConfigError } from '@millrace/connector-api';
import type { PluginType } from '@millrace/connector-api';
import type { PluginRegistry } from './registry.ts';

/** A class that a configuration names. */
export interface PluginClass {
  /** Its full name. */
  readonly name: string;
  readonly keyword: 'class' | 'interface';
  /** The kinds of plugins that it is. */
  readonly types: readonly PluginType[];
  /** It cannot be made: an interface, or the class that nested ones such as `$Key` and `$Value` extend. */
  readonly abstract: boolean;
  /** The classes nested in an abstract one that can be made. */
  readonly nested: readonly string[];
}

/** The interface that a plugin of a kind implements, by its simple name. */
export const INTERFACES: Readonly<Record<PluginType, string>> = {
  source: 'SourceConnector',
  sink: 'SinkConnector',
  converter: 'Converter',
  header_converter: 'HeaderConverter',
  transformation: 'Transformation',
  predicate: 'Predicate',
  config_provider: 'ConfigProvider',
};

/** What Kafka Connect itself declares and nobody can make. */
const ABSTRACT_CLASSES: readonly PluginClass[] = [
  { ...abstractOf('converter'), name: 'org.apache.kafka.connect.storage.Converter' },
  { ...abstractOf('header_converter'), name: 'org.apache.kafka.connect.storage.HeaderConverter' },
  { ...abstractOf('transformation'), name: 'org.apache.kafka.connect.transforms.Transformation' },
  { ...abstractOf('predicate'), name: 'org.apache.kafka.connect.transforms.predicates.Predicate' },
  {
    ...abstractOf('converter', 'header_converter'),
    keyword: 'class',
    name: 'org.apache.kafka.connect.converters.NumberConverter',
  },
];

function abstractOf(...types: PluginType[]): Omit<PluginClass, 'name'> {
  return { keyword: 'interface', types, abstract: true, nested: [] };
}

/** Classes that are there in every Kafka Connect and are no plugins: those that configurations are likely to name. */
const OTHER_CLASSES: ReadonlySet<string> = new Set([
  ...named(
    'java.lang',
    'Object String Integer Long Short Byte Boolean Double Float Character Number Math Thread Exception Class',
  ),
  ...named('java.util', 'ArrayList LinkedList HashMap LinkedHashMap TreeMap HashSet Date Properties UUID'),
  ...named('org.apache.kafka.connect.connector', 'Connector ConnectRecord Task'),
  ...named('org.apache.kafka.connect.source', 'SourceConnector SourceTask SourceRecord'),
  ...named('org.apache.kafka.connect.sink', 'SinkConnector SinkTask SinkRecord'),
  ...named('org.apache.kafka.connect.file', 'FileStreamSourceTask FileStreamSinkTask'),
  ...named('org.apache.kafka.connect.json', 'JsonConverterConfig JsonSerializer JsonDeserializer JsonSchema'),
  ...named('org.apache.kafka.connect.storage', 'ConverterConfig ConverterType StringConverterConfig'),
  ...named('org.apache.kafka.connect.data', 'Schema SchemaBuilder Struct'),
  ...named('org.apache.kafka.common.config.provider', 'FileConfigProvider DirectoryConfigProvider EnvVarConfigProvider'),
  ...serializers('Serializer'),
  ...serializers('Deserializer'),
]);

function named(packageName: string, classes: string): string[] {
  return classes.split(' ').map((simpleName) => `${packageName}.${simpleName}`);
}

function serializers(kind: string): string[] {
  const types = [
    'String',
    'ByteArray',
    'ByteBuffer',
    'Bytes',
    'Boolean',
    'Short',
    'Integer',
    'Long',
    'Float',
    'Double',
    'UUID',
    'Void',
  ];
  return types.map((type) => `org.apache.kafka.common.serialization.${type}${kind}`);
}

/**
 * The class of this name or alias: a plugin, the class that plugins are nested in, or one that is known to be no plugin. undefined:
 * there is no such class.
 */
export function findClass(registry: PluginRegistry, classOrAlias: string): PluginClass | undefined {
  const name = registry.fullClassName(classOrAlias);
  const types = registry.typesOf(name);
  if (types.length > 0) return { name, keyword: 'class', types, abstract: false, nested: [] };
  const nested = registry.nestedClasses(name);
  const [first] = nested;
  if (first !== undefined) return { name, keyword: 'class', types: registry.typesOf(first), abstract: true, nested };
  const other: PluginClass = { name, keyword: 'class', types: [], abstract: false, nested: [] };
  return ABSTRACT_CLASSES.find((known) => known.name === name) ?? (OTHER_CLASSES.has(name) ? other : undefined);
}

/** Throws ConfigError unless the class is a plugin of this kind that can be made. */
export function requireConcrete(found: PluginClass, type: PluginType): void {
  if (!found.types.includes(type)) {
    throw new ConfigError(`Class ${found.keyword} ${found.name} does not implement the ${INTERFACES[type]} interface`);
  }
  if (!found.abstract) return;
  const hint = found.nested.length > 0 ? ` Did you mean ${found.nested.join(', ')}?` : '';
  throw new ConfigError(`This class is abstract and cannot be created.${hint}`);
}
