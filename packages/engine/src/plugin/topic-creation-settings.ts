import { ConfigDef, ConfigError, JavaRegexError, LambdaValidator, NonNullValidator, javaRegex } from '@millrace/connector-api';
import type { AnyConfigDef, Validator } from '@millrace/connector-api';
import type { ConfigMap } from '../model/names.ts';
import { aliasList } from './alias-list.ts';
import { withPrefix } from './prefixed.ts';

/** The settings of topics whose name matches one of `include` and none of `exclude` (Java regular expressions, whole name). */
export interface TopicCreationSettings {
  readonly group: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** -1: the broker's default. */
  readonly replicationFactor: number;
  readonly partitions: number;
  /** Further topic settings (`cleanup.policy`, …). */
  readonly configs: ConfigMap;
}

const PREFIX = 'topic.creation.';
const DEFAULT_GROUP = 'default';
const OWN_KEYS: ReadonlySet<string> = new Set(['include', 'exclude', 'replication.factor', 'partitions']);

const replicationFactor = LambdaValidator.with(
  (name, value) =>
    requirePositive(
      name,
      value,
      "Replication factor must be positive and not larger than the number of brokers in the Kafka cluster, or -1 to use the broker's default",
    ),
  () => "Positive number not larger than the number of brokers in the Kafka cluster, or -1 to use the broker's default",
);
const partitions = LambdaValidator.with(
  (name, value) => requirePositive(name, value, "Number of partitions must be positive, or -1 to use the broker's default"),
  () => "Positive number, or -1 to use the broker's default",
);
const patterns = LambdaValidator.with(requirePatterns, () => 'a list of regular expressions');

/**
 * The topic creation groups of a source connector, the default group last; null if it has no setting that starts with
 * `topic.creation.`. What a group leaves out is that of the default group, which takes every topic that no other group takes.
 * Throws ConfigError for the first setting that is missing or not valid.
 */
export function topicCreationSettings(props: ConfigMap): TopicCreationSettings[] | null {
  if (!Object.keys(props).some((key) => key.startsWith(PREFIX))) return null;
  const defaults = groupValues(props, DEFAULT_GROUP, defaultGroupDef());
  const groups = aliasList(props, 'topic.creation.groups').filter((group) => group !== DEFAULT_GROUP);
  return [
    ...groups.map((group) => groupSettings(props, group, groupValues(props, group, groupDef(defaults)))),
    { ...groupSettings(props, DEFAULT_GROUP, defaults), include: ['.*'], exclude: [] },
  ];
}

function groupSettings(props: ConfigMap, group: string, values: ReadonlyMap<string, unknown>): TopicCreationSettings {
  const all = withPrefix(props, `${PREFIX}${group}.`);
  return {
    group,
    include: values.get(`${PREFIX}${group}.include`) as readonly string[],
    exclude: values.get(`${PREFIX}${group}.exclude`) as readonly string[],
    replicationFactor: Number(values.get(`${PREFIX}${group}.replication.factor`)),
    partitions: Number(values.get(`${PREFIX}${group}.partitions`)),
    configs: Object.fromEntries(Object.entries(all).filter(([key]) => !OWN_KEYS.has(key))),
  };
}

/** Errors name a key with its prefix where its text cannot be parsed, and without it where its value is not valid. */
function groupValues(props: ConfigMap, group: string, own: AnyConfigDef): ReadonlyMap<string, unknown> {
  const def: AnyConfigDef = new ConfigDef();
  return new Map(Object.entries(def.embed(`${PREFIX}${group}.`, group, 0, own).parse(props)));
}

function defaultGroupDef(): AnyConfigDef {
  const def: AnyConfigDef = new ConfigDef();
  definePatterns(def, new NonNullValidator());
  def.define({ ...REPLICATION_FACTOR, validator: replicationFactor }).define({ ...PARTITIONS, validator: partitions });
  return def;
}

function groupDef(defaults: ReadonlyMap<string, unknown>): AnyConfigDef {
  const def: AnyConfigDef = new ConfigDef();
  definePatterns(def, patterns);
  const inherited = (key: string): number => Number(defaults.get(`${PREFIX}${DEFAULT_GROUP}.${key}`));
  def
    .define({ ...REPLICATION_FACTOR, validator: replicationFactor, default: inherited('replication.factor') })
    .define({ ...PARTITIONS, validator: partitions, default: inherited('partitions') });
  return def;
}

const REPLICATION_FACTOR = {
  name: 'replication.factor',
  type: 'SHORT',
  importance: 'LOW',
  documentation: "With how many replicas topics are created; -1: the broker's default.",
  orderInGroup: 3,
} as const;

const PARTITIONS = {
  name: 'partitions',
  type: 'INT',
  importance: 'LOW',
  documentation: "With how many partitions topics are created; -1: the broker's default.",
  orderInGroup: 4,
} as const;

function definePatterns(def: AnyConfigDef, validator: Validator): void {
  const shared = { type: 'LIST', default: [], validator, importance: 'LOW' } as const;
  def
    .define({ ...shared, name: 'include', orderInGroup: 1, documentation: 'Patterns of the topics that this group is for.' })
    .define({
      ...shared,
      name: 'exclude',
      orderInGroup: 2,
      documentation: 'Patterns of topics that it is not for all the same.',
    });
}

function requirePositive(name: string, value: unknown, message: string): void {
  const number = Number(value);
  if (number !== -1 && number < 1) throw ConfigError.invalidValue(name, value, message);
}

function requirePatterns(name: string, value: unknown): void {
  for (const pattern of value as readonly string[]) {
    try {
      javaRegex(pattern);
    } catch (error) {
      if (!(error instanceof JavaRegexError)) throw error;
      throw ConfigError.invalidValue(name, value, `Syntax error in regular expression: ${error.message}`);
    }
  }
}
