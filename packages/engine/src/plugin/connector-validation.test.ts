import { describe, expect, it } from 'vitest';
import { choosyManifest, manifests } from '../../test/fixtures/config-plugins.ts';
import { BadRequestError } from '../model/errors.ts';
import type { ConfigInfosData } from '../model/config-infos.ts';
import type { ConfigMap, SubmittedConfig } from '../model/names.ts';
import { validateConnector } from './connector-validation.ts';
import { createPluginRegistry } from './registry.ts';

const registry = createPluginRegistry(manifests);
const groupId = 'workers';
const validate = (config: SubmittedConfig, properties: ConfigMap = {}): Promise<ConfigInfosData> =>
  validateConnector(config, { registry, properties, groupId });

const source = { 'connector.class': 'TestSource', name: 'a', table: 't' };
const sink = { 'connector.class': 'TestSink', name: 'a', topics: 'x' };

function errorsOf(infos: ConfigInfosData): Record<string, readonly string[]> {
  return Object.fromEntries(
    infos.configs.filter(({ value }) => value.errors.length > 0).map(({ value }) => [value.name, value.errors]),
  );
}

function keysOf(infos: ConfigInfosData, prefix: string): [string | undefined, number | undefined, string | null | undefined][] {
  return infos.configs
    .filter(({ value }) => value.name.startsWith(prefix))
    .map(({ definition }) => [definition?.name.slice(prefix.length), definition?.order_in_group, definition?.group]);
}

describe('a connector to validate', () => {
  it('has the keys of the framework before its own, and its groups after theirs', async () => {
    const infos = await validate(source);
    expect(infos.error_count).toBe(0);
    expect(infos.name).toBe('TestSource');
    expect(infos.groups.slice(-2)).toEqual(['offsets.topic', 'Tables']);
    expect(infos.configs.at(-1)?.value).toMatchObject({ name: 'table', value: 't' });
  });

  it('may declare a key of the framework itself, which keeps its place', async () => {
    const { configs } = await validate(sink);
    expect(configs[3]?.definition).toMatchObject({ name: 'tasks.max', documentation: 'Its own idea of tasks.', group: null });
    expect(configs[3]?.value.value).toBe('2');
  });

  it.each<[SubmittedConfig, string]>([
    [{ name: 'x', topic: 'y', zeta: '1', a: '2' }, 'Connector config {name=x, zeta=1, topic=y, a=2} contains no connector type'],
    [{ 'connector.class': null }, 'Connector config {connector.class=null} contains no connector type'],
    [
      { 'connector.class': 'Nope' },
      'Failed to find any class that implements Connector and which name matches Nope, available connectors are: PluginDesc{klass=class test.ExactSource,',
    ],
    [{ 'connector.class': 'test.Shout' }, 'Failed to find any class that implements Connector and which name matches test.Shout'],
    [
      { 'connector.class': 'Twin' },
      'More than one connector matches alias Twin. Please use full package and class name instead.',
    ],
    [{ ...source, 'connector.plugin.version': '[' }, 'Unbounded range: ['],
    [{ ...source, 'producer.override.linger.ms': 'x' }, 'Invalid value x for configuration linger.ms: Not a number of type LONG'],
    [{ ...sink, topics: '', 'topics.regex': '(', 'errors.deadletterqueue.topic.name': 'q' }, 'Unclosed group near index 1'],
  ])('cannot be told from %j', async (config, message) => {
    const outcome = validate(config);
    await expect(outcome).rejects.toThrow(BadRequestError);
    await expect(outcome).rejects.toThrow(message);
  });

  it('shows the keys of every connector when it is not there in the version that is asked for', async () => {
    const infos = await validate({ ...source, 'connector.plugin.version': '9' });
    const message =
      'Plugin test.TestSourceConnector not found that matches the version range [9,9], available versions: [1.0, 1.2]';
    expect(errorsOf(infos)).toEqual({ 'connector.class': [message], 'connector.plugin.version': [message] });
    expect(infos.groups).toEqual(['Common', 'Transforms', 'Predicates', 'Error Handling']);
    expect(infos.configs.find(({ value }) => value.name === 'connector.plugin.version')?.value.recommended_values).toEqual([
      '1.0',
      '1.2',
    ]);
  });

  it('is told of values that are null, of unknown keys too', async () => {
    const infos = await validate({ ...source, 'tasks.max': null, 'no.such.key': null });
    const message = 'Null value can not be supplied as the configuration value.';
    expect(errorsOf(infos)).toEqual({
      'no.such.key': [message],
      'tasks.max': ['Invalid value null for configuration tasks.max: Value must be non-null', message],
    });
    expect(infos.configs[0]).toEqual({
      definition: null,
      value: { name: 'no.such.key', value: null, recommended_values: [], errors: [message], visible: true },
    });
  });

  it('finds the classes of this worker when it validates by itself', async () => {
    const own = { registry: createPluginRegistry([...manifests, choosyManifest]), properties: {}, groupId };
    const choosy = { 'connector.class': 'test.ChoosySource', name: 'a' };
    expect(errorsOf(await validateConnector({ ...choosy, helper: 'test.Shout' }, own))).toEqual({});
    expect(errorsOf(await validateConnector({ ...choosy, helper: 'test.Nobody' }, own))).toEqual({
      helper: ['Invalid value test.Nobody for configuration helper: Class test.Nobody could not be found.'],
    });
  });

  it('may be called anything that is not a control character', async () => {
    const names = ['__proto__', 'constructor', 'a/b c%ü"', '🦀'];
    const counts = await Promise.all(names.map(async (name) => (await validate({ ...source, name })).error_count));
    expect(counts).toEqual([0, 0, 0, 0]);
  });

  it('has the settings of its own that a configuration names like members of objects', async () => {
    const config = Object.fromEntries([...Object.entries(source), ['__proto__', 'x'], ['constructor', 'y']]);
    expect((await validate(config)).error_count).toBe(0);
  });
});

describe('transformations and predicates of a connector', () => {
  const chain = { ...source, transforms: 't', 'transforms.t.type': 'Shout', 'transforms.t.to': 'x' };

  it('bring their keys: first those without default, then by importance and name, the guard among them', async () => {
    const infos = await validate(chain);
    expect(infos.error_count).toBe(0);
    expect(keysOf(infos, 'transforms.t.')).toEqual([
      ['type', 0, 'Transforms: t'],
      ['plugin.version', 1, 'Transforms: t'],
      ['how', 2, 'Transforms: t'],
      ['negate', 3, 'Transforms: t'],
      ['predicate', 4, 'Transforms: t'],
      ['suffix', 5, 'Transforms: t'],
      ['to', 6, 'Transforms: t: Names'],
    ]);
    expect(infos.configs.find(({ value }) => value.name === 'transforms.t.negate')?.definition?.type).toBe('BOOLEAN');
  });

  it('propose classes and versions, and show the version in use', async () => {
    const infos = await validate(chain);
    const valueOf = (name: string): unknown => infos.configs.find(({ value }) => value.name === name)?.value;
    expect(valueOf('transforms.t.type')).toMatchObject({
      value: 'test.Shout',
      recommended_values: ['test.Rename$Key', 'test.Rename$Value', 'test.Shout'],
    });
    expect(valueOf('transforms.t.plugin.version')).toMatchObject({ value: '3.0', recommended_values: ['3.0'] });
  });

  it('tell errors of their own keys without the prefix', async () => {
    const infos = await validate({ ...chain, 'transforms.t.how': 'swap', 'transforms.t.to': '' });
    expect(errorsOf(infos)).toEqual({
      'transforms.t.how': ['Invalid value swap for configuration how: String must be one of: copy, move'],
      'transforms.t.to': ['Invalid value  for configuration to: String must be non-empty'],
    });
  });

  it.each<[SubmittedConfig, Record<string, string[]>]>([
    [
      { transforms: 't' },
      { 'transforms.t.type': ['Missing required configuration "transforms.t.type" which has no default value.'] },
    ],
    [
      { transforms: 't', 'transforms.t.type': 'Nope' },
      { 'transforms.t.type': ['Invalid value Nope for configuration transforms.t.type: Class Nope could not be found.'] },
    ],
    [
      { transforms: 't', 'transforms.t.type': 'java.lang.String' },
      { 'transforms.t.type': ['Class class java.lang.String does not implement the Transformation interface'] },
    ],
    [
      { transforms: 't', 'transforms.t.type': 'IsSmall' },
      { 'transforms.t.type': ['Class class test.IsSmall does not implement the Transformation interface'] },
    ],
    [
      { transforms: 't', 'transforms.t.type': 'test.Rename' },
      { 'transforms.t.type': ['This class is abstract and cannot be created. Did you mean test.Rename$Key, test.Rename$Value?'] },
    ],
    [
      { transforms: 't', 'transforms.t.type': 'org.apache.kafka.connect.storage.Converter' },
      {
        'transforms.t.type': [
          'Class interface org.apache.kafka.connect.storage.Converter does not implement the Transformation interface',
        ],
      },
    ],
    [
      { transforms: 't,t', 'transforms.t.type': 'Shout', 'transforms.t.to': 'x' },
      { transforms: ['Invalid value [t, t] for configuration transforms: Duplicate alias provided.'] },
    ],
    [
      { transforms: 't', 'transforms.t.type': 'Shout', 'transforms.t.to': 'x', 'transforms.t.negate': 'true' },
      {
        'transforms.t.type': [
          "Config 'transforms.t.negate' was provided but there is no config 'transforms.t.predicate' defining a predicate to be negated.",
        ],
      },
    ],
    [
      { predicates: 'p', 'predicates.p.type': 'IsSmall', 'predicates.p.limit': 'x' },
      { 'predicates.p.limit': ['Invalid value x for configuration predicates.p.limit: Not a number of type INT'] },
    ],
  ])('are refused in %j', async (config, errors) => {
    expect(errorsOf(await validate({ ...source, ...config }))).toEqual(errors);
  });

  it('are refused at type and version when they are not there in that version', async () => {
    const message = 'Plugin test.Shout not found that matches the version range [1,1], available versions: [3.0]';
    const infos = await validate({ ...chain, 'transforms.t.plugin.version': '1' });
    expect(errorsOf(infos)).toEqual({ 'transforms.t.type': [message], 'transforms.t.plugin.version': [message] });
  });

  it('are refused at their type when they cannot be loaded', async () => {
    const errors = errorsOf(await validate({ ...source, predicates: 'p', 'predicates.p.type': 'test.Missing' }));
    expect(errors['predicates.p.type']?.[0]).toMatch(
      /Error getting config definition from Predicate: The plugin test\.Missing .* has no export 'notThere'/,
    );
  });
});

describe('what a worker supports', () => {
  const exact = { ...source, 'connector.class': 'ExactSource', 'exactly.once.support': 'required' };
  const enabled = { 'exactly.once.source.support': 'enabled' };
  const errorsAt = async (key: string, config: SubmittedConfig, properties: ConfigMap): Promise<unknown> =>
    errorsOf(await validate(config, properties))[key];

  it('decides whether a source may require to deliver exactly once', async () => {
    const key = 'exactly.once.support';
    expect(await errorsAt(key, { ...exact, table: 'log' }, enabled)).toBeUndefined();
    expect(await errorsAt(key, { ...exact, table: 'log' }, {})).toEqual([
      'This worker does not have exactly-once source support enabled.',
    ]);
    expect(await errorsAt(key, exact, enabled)).toEqual([
      'The connector does not support exactly-once semantics with the provided configuration.',
    ]);
    expect(await errorsAt(key, { ...exact, table: 'odd' }, enabled)).toEqual([
      'An unexpected error occurred during validation: cannot tell',
    ]);
    expect(await errorsAt(key, { ...exact, 'connector.class': 'TestSource' }, enabled)).toEqual([
      expect.stringContaining('does not implement the API required for preflight validation'),
    ]);
  });

  it('and whether it may define its transactions', async () => {
    const own = { ...exact, 'exactly.once.support': 'requested', 'transaction.boundary': 'connector' };
    expect(await errorsAt('transaction.boundary', { ...own, table: 'own' }, enabled)).toBeUndefined();
    expect(await errorsAt('transaction.boundary', own, enabled)).toHaveLength(1);
  });

  it.each([
    ['All', {}],
    ['None', { 'producer.override.acks': 'None', 'producer.override.sasl.mechanism': 'None' }],
    ['Principal', { 'producer.override.acks': 'Principal' }],
    ['Allowlist', { 'producer.override.sasl.mechanism': 'Allowlist' }],
    [
      'org.apache.kafka.connect.connector.policy.NoneConnectorClientConfigOverridePolicy',
      { 'producer.override.acks': 'None', 'producer.override.sasl.mechanism': 'None' },
    ],
  ])('decides by its policy %s which client settings may be overridden', async (policy, refused) => {
    const config = { ...source, 'producer.override.acks': '1', 'producer.override.sasl.mechanism': 'PLAIN' };
    const infos = await validate(config, {
      'connector.client.config.override.policy': policy,
      'connector.client.config.override.allowlist': 'acks, linger.ms',
    });
    const message = (name: string, key: string): string[] => [
      `The '${name}' policy does not allow '${key.replace('producer.override.', '')}' to be overridden in the connector configuration.`,
    ];
    expect(errorsOf(infos)).toEqual(Object.fromEntries(Object.entries(refused).map(([key, name]) => [key, message(name, key)])));
  });

  it('keeps the group of the workers to the workers', async () => {
    expect(errorsOf(await validate({ ...sink, 'consumer.override.group.id': groupId }))).toEqual({
      'consumer.override.group.id': ['Consumer group workers conflicts with Connect worker group workers'],
    });
    const named = await validateConnector(sink, { registry, properties: {}, groupId: 'connect-a' });
    expect(errorsOf(named)).toEqual({
      name: ['Consumer group for sink connector named a conflicts with Connect worker group connect-a'],
    });
  });
});
