import { ConfigDef, ConfigError, LambdaValidator, Range, type ConfigOf } from '@millrace/connector-api';
import { converterConfig } from '../converters/converter-config.ts';
import { findStrategy, SUBJECT_NAME_STRATEGIES } from './subject-names.ts';

const isStrategy = LambdaValidator.with(
  (name, value) => {
    if (typeof value === 'string' && findStrategy(value) !== undefined) return;
    throw ConfigError.invalidValue(name, value, `Subject names can be had by ${SUBJECT_NAME_STRATEGIES.join(', ')}`);
  },
  () => `one of ${SUBJECT_NAME_STRATEGIES.join(', ')}`,
);

const isUrlList = LambdaValidator.with(
  (name, value) => {
    const urls = Array.isArray(value) ? value : [];
    if (urls.length === 0) throw ConfigError.invalidValue(name, value, 'At least one URL of a schema registry has to be given');
    for (const url of urls) checkUrl(name, String(url));
  },
  () => 'http and https URLs',
);

function checkUrl(name: string, url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol === 'http:' || protocol === 'https:') return;
  // What is wrong with it may be a password that has to be encoded: it is not shown.
  throw new ConfigError(`Invalid value for configuration ${name}: Each has to be a URL that begins with http:// or https://`);
}

/** The settings of a schema registry's client, of those that converters of Confluent's formats have in common. */
export const registryConfig = new ConfigDef(converterConfig)
  .define({
    name: 'schema.registry.url',
    type: 'LIST',
    validator: isUrlList,
    importance: 'HIGH',
    documentation: 'URLs of the schema registry, separated by commas. Where one cannot serve, the next is asked.',
  })
  .define({
    name: 'schema.registry.url.randomize',
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether to begin with any of the URLs instead of the first, so that many clients share the load.',
  })
  .define({
    name: 'max.schemas.per.subject',
    type: 'INT',
    default: 1000,
    validator: Range.atLeast(1),
    importance: 'LOW',
    documentation: 'How many ids are remembered for each topic and each schema.',
  })
  .define({
    name: 'normalize.schemas',
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation:
      'Whether the registry is to normalize schemas before it compares them, so that the order of what has none does not count.',
  })
  .define({
    name: 'auto.register.schemas',
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation:
      'Whether schemas that the registry does not have yet are registered. Comes before use.schema.id and use.latest.version.',
  })
  .define({
    name: 'use.schema.id',
    type: 'INT',
    default: -1,
    importance: 'LOW',
    documentation: 'The id of the schema that everything is written with; negative: none.',
  })
  .define({
    name: 'id.compatibility.strict',
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: "Whether the schema of use.schema.id has to be able to read what a record's own schema writes.",
  })
  .define({
    name: 'use.latest.version',
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether data is written with the latest schema of its subject, and read as data of it.',
  })
  .define({
    name: 'latest.compatibility.strict',
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: "Whether the latest schema has to be able to read what a record's own schema writes.",
  })
  .define({
    name: 'latest.cache.ttl.sec',
    type: 'INT',
    default: -1,
    importance: 'LOW',
    documentation: 'After how many seconds the latest schema is asked for again; -1: never.',
  })
  .define({
    name: 'basic.auth.credentials.source',
    type: 'STRING',
    default: 'URL',
    validator: oneOf('URL', 'USER_INFO'),
    importance: 'MEDIUM',
    documentation: 'Where user and password come from: URL for those within the URLs, USER_INFO for basic.auth.user.info.',
  })
  .define({
    name: 'basic.auth.user.info',
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'User and password, with a colon between them.',
  })
  .define({
    name: 'schema.registry.basic.auth.user.info',
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'The former name of basic.auth.user.info.',
  })
  .define({
    name: 'bearer.auth.credentials.source',
    type: 'STRING',
    default: 'STATIC_TOKEN',
    validator: oneOf('STATIC_TOKEN'),
    importance: 'MEDIUM',
    documentation: 'Where the bearer token comes from: STATIC_TOKEN for bearer.auth.token.',
  })
  .define({
    name: 'bearer.auth.token',
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'The token that is sent as bearer of the requests.',
  })
  .define({
    name: 'key.subject.name.strategy',
    type: 'STRING',
    default: 'io.confluent.kafka.serializers.subject.TopicNameStrategy',
    validator: isStrategy,
    importance: 'MEDIUM',
    documentation: 'How the subject of schemas of keys is named: after the topic, the record, or both.',
  })
  .define({
    name: 'value.subject.name.strategy',
    type: 'STRING',
    default: 'io.confluent.kafka.serializers.subject.TopicNameStrategy',
    validator: isStrategy,
    importance: 'MEDIUM',
    documentation: 'How the subject of schemas of values is named: after the topic, the record, or both.',
  })
  .define({
    name: 'http.connect.timeout.ms',
    type: 'INT',
    default: 60_000,
    validator: Range.atLeast(1),
    importance: 'LOW',
    documentation: 'Milliseconds to connect. A request gets no longer than this and http.read.timeout.ms together.',
  })
  .define({
    name: 'http.read.timeout.ms',
    type: 'INT',
    default: 60_000,
    validator: Range.atLeast(1),
    importance: 'LOW',
    documentation: 'Milliseconds for the answer. A request gets no longer than this and http.connect.timeout.ms together.',
  })
  .define({
    name: 'max.retries',
    type: 'INT',
    default: 3,
    validator: Range.atLeast(0),
    importance: 'LOW',
    documentation: 'How often all URLs are tried again where none can be reached or serve.',
  })
  .define({
    name: 'retries.wait.ms',
    type: 'INT',
    default: 1000,
    validator: Range.atLeast(0),
    importance: 'LOW',
    documentation:
      'The longest wait before the first retry, in milliseconds; it doubles with each, and a random part of it is waited.',
  })
  .define({
    name: 'retries.max.wait.ms',
    type: 'INT',
    default: 20_000,
    validator: Range.atLeast(0),
    importance: 'LOW',
    documentation: 'The longest wait before any retry, in milliseconds.',
  })
  .define({
    name: 'schemas.cache.config',
    type: 'INT',
    default: 1000,
    importance: 'LOW',
    documentation: 'How many converted schemas are remembered.',
  });

export type RegistryConfig = ConfigOf<typeof registryConfig>;

function oneOf(...values: readonly string[]): LambdaValidator {
  return LambdaValidator.with(
    (name, value) => {
      if (value === '' || values.includes(String(value))) return;
      throw ConfigError.invalidValue(name, value, `It has to be ${values.join(' or ')}; other sources are not supported`);
    },
    () => `one of ${values.join(', ')}`,
  );
}
