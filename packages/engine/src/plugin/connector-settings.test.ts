import { ConfigError } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { connectorConfigOf, sinkConfigOf, sourceConfigOf } from './connector-settings.ts';
import { converterSettings } from './converter-settings.ts';
import { transformSettings } from './transform-settings.ts';

const base = { name: 'a', 'connector.class': 'X' };

describe("the framework's settings of a connector", () => {
  it('have the defaults of Kafka Connect', () => {
    expect(connectorConfigOf(base)).toEqual({
      name: 'a',
      connectorClass: 'X',
      pluginVersion: null,
      tasksMax: 1,
      tasksMaxEnforce: true,
      errors: { retryTimeoutMs: 0, retryDelayMaxMs: 60_000, tolerance: 'none', logEnable: false, logIncludeMessages: false },
    });
  });

  it('say what a sink reads, and where its errors go', () => {
    const settings = sinkConfigOf({
      ...base,
      topics: ' x , y ',
      'errors.deadletterqueue.topic.name': 'q',
      'errors.deadletterqueue.topic.replication.factor': '1',
    });
    expect(settings).toMatchObject({
      topics: ['x', 'y'],
      topicsRegex: null,
      deadLetterQueue: { topic: 'q', replicationFactor: 1, contextHeaders: false },
      errantRecordReporter: true,
      consumerGroupId: 'connect-a',
    });
    expect(sinkConfigOf({ ...base, 'topics.regex': 'x.*', 'consumer.override.group.id': 'g' })).toMatchObject({
      topics: [],
      topicsRegex: 'x.*',
      deadLetterQueue: null,
      errantRecordReporter: false,
      consumerGroupId: 'g',
    });
  });

  it('say how a source creates topics: groups take over what they leave out, the default group takes the rest', () => {
    const settings = sourceConfigOf({
      ...base,
      'topic.creation.groups': 'g, default',
      'topic.creation.default.replication.factor': '-1',
      'topic.creation.default.partitions': '2',
      'topic.creation.default.include': '[',
      'topic.creation.g.include': 'x.*,y',
      'topic.creation.g.partitions': '5',
      'topic.creation.g.cleanup.policy': 'compact',
    });
    expect(settings.topicCreation).toEqual([
      {
        group: 'g',
        include: ['x.*', 'y'],
        exclude: [],
        replicationFactor: -1,
        partitions: 5,
        configs: { 'cleanup.policy': 'compact' },
      },
      { group: 'default', include: ['.*'], exclude: [], replicationFactor: -1, partitions: 2, configs: {} },
    ]);
    expect(sourceConfigOf(base).topicCreation).toBeNull();
  });

  it.each([
    [
      { 'topic.creation.default.partitions': '1' },
      'Missing required configuration "topic.creation.default.replication.factor" which has no default value.',
    ],
    [
      { 'topic.creation.groups': 'g' },
      'Missing required configuration "topic.creation.default.replication.factor" which has no default value.',
    ],
    [
      { 'topic.creation.default.partitions': '0', 'topic.creation.default.replication.factor': '1' },
      "Invalid value 0 for configuration partitions: Number of partitions must be positive, or -1 to use the broker's default",
    ],
    [
      { 'topic.creation.default.partitions': '1', 'topic.creation.default.replication.factor': 'x' },
      'Invalid value x for configuration topic.creation.default.replication.factor: Not a number of type SHORT',
    ],
    [
      {
        'topic.creation.groups': 'g',
        'topic.creation.g.exclude': '*',
        'topic.creation.default.partitions': '1',
        'topic.creation.default.replication.factor': '1',
      },
      "Invalid value [*] for configuration exclude: Syntax error in regular expression: Dangling meta character '*' near index 0\n*\n^",
    ],
  ])('refuse %j', (config, message) => {
    const read = (): unknown => sourceConfigOf({ ...base, ...(config as Record<string, string>) });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(message);
  });
});

describe('the converter of a connector', () => {
  const worker = { 'key.converter': 'W', 'key.converter.schemas.enable': 'false', 'key.converter.plugin.version': '1' };

  it("is the worker's, with the worker's settings, where the connector names none", () => {
    expect(converterSettings({ ...base, 'key.converter.schemas.enable': 'true' }, worker, 'key')).toEqual({
      class: 'W',
      version: '1',
      properties: { 'schemas.enable': 'false', 'plugin.version': '1' },
    });
  });

  it('has none of those settings where the connector names one', () => {
    expect(converterSettings({ 'key.converter': 'C', 'key.converter.x': 'y' }, worker, 'key')).toEqual({
      class: 'C',
      version: null,
      properties: { x: 'y' },
    });
  });

  it('is one for JSON, for headers the simple one, where nobody names one', () => {
    expect(converterSettings({}, {}, 'value').class).toBe('org.apache.kafka.connect.json.JsonConverter');
    expect(converterSettings({}, {}, 'header')).toEqual({
      class: 'org.apache.kafka.connect.storage.SimpleHeaderConverter',
      version: null,
      properties: { 'converter.type': 'header' },
    });
  });
});

describe('the transformations of a connector', () => {
  it('come in order, each with its settings and its guard', () => {
    const steps = transformSettings({
      transforms: 'b, a',
      'transforms.a.type': 'A',
      'transforms.a.x': '1',
      'transforms.b.type': 'B',
      'transforms.b.predicate': 'p',
      'transforms.b.negate': 'true',
      'transforms.b.plugin.version': '2',
      predicates: 'p',
      'predicates.p.type': 'P',
      'predicates.p.y': '3',
    });
    expect(steps).toEqual([
      {
        alias: 'b',
        class: 'B',
        version: '2',
        props: { type: 'B', 'plugin.version': '2' },
        predicate: { alias: 'p', class: 'P', version: null, props: { type: 'P', y: '3' } },
        negate: true,
      },
      { alias: 'a', class: 'A', version: null, props: { type: 'A', x: '1' }, predicate: null, negate: false },
    ]);
  });

  it('refuse a predicate that is not declared', () => {
    const config = { transforms: 't', 'transforms.t.type': 'T', 'transforms.t.predicate': 'q' };
    expect(() => transformSettings(config)).toThrow("Unknown configuration 'predicates.q.plugin.version'");
  });
});
