import { describe, expect, it } from 'vitest';
import { adminProperties, clientIdOf, consumerProperties, producerProperties } from './client-properties.ts';
import { hostSettings } from './host-settings.ts';

describe('properties of a task’s clients', () => {
  it('are Connect’s, the worker’s and the connector’s, the later over the earlier', () => {
    const worker = { 'producer.acks': '1', 'producer.linger.ms': '5', 'consumer.max.poll.records': '9', other: 'x' };
    const connector = { 'producer.override.acks': '0', 'consumer.override.client.id': 'mine', topics: 't' };
    expect(producerProperties(worker, connector)).toMatchObject({ acks: '0', 'linger.ms': '5' });
    const consumer = consumerProperties(worker, connector);
    expect(consumer).toMatchObject({ 'auto.offset.reset': 'earliest', 'max.poll.records': '9' });
    expect(clientIdOf(consumer, 'standard')).toBe('mine');
    expect(clientIdOf({}, 'standard')).toBe('standard');
  });
});

describe('properties of admins', () => {
  it('are the worker’s without a prefix, those for admins and the connector’s, the later over the earlier', () => {
    const worker = {
      'bootstrap.servers': 'k:1',
      'request.timeout.ms': '1',
      'metadata.max.age.ms': '1',
      'group.id': 'workers',
      'client.id': 'worker',
      listeners: 'http://:1',
      'admin.request.timeout.ms': '2',
      'admin.retry.backoff.ms': '2',
    };
    const connector = { 'admin.override.retry.backoff.ms': '3', 'producer.override.acks': '1' };
    expect(adminProperties(worker, connector)).toEqual({
      'bootstrap.servers': 'k:1',
      'request.timeout.ms': '2',
      'metadata.max.age.ms': '1',
      'group.id': 'workers',
      'retry.backoff.ms': '3',
    });
  });

  it('hold nothing of the worker’s for producers and consumers, which have prefixes of their own', () => {
    const worker = { 'bootstrap.servers': 'k:1', 'security.protocol': 'SSL', 'producer.security.protocol': 'PLAINTEXT' };
    expect(producerProperties(worker, {})).toMatchObject({ 'security.protocol': 'PLAINTEXT', 'enable.idempotence': 'false' });
    expect(consumerProperties(worker, {})).toEqual({
      'auto.offset.reset': 'earliest',
      'enable.auto.commit': 'false',
    });
  });
});

describe('the worker’s policy on overrides', () => {
  const kafka = { 'bootstrap.servers': 'k:1' };
  const policy = (name: string) => ({ ...kafka, 'connector.client.config.override.policy': name });

  it('is asked again when a task starts', () => {
    const connector = { 'producer.override.acks': '1', 'producer.override.linger.ms': '9' };
    expect(() => producerProperties(policy('None'), connector)).toThrow(
      "Client Config Overrides not allowed: The 'None' policy does not allow 'acks' to be overridden in the connector configuration.",
    );
    expect(producerProperties(policy('All'), connector)).toMatchObject({ acks: '1', 'linger.ms': '9' });
  });

  it('lets connectors tune their clients on a Kafka, and not choose who they are or where they go', () => {
    const allowed = ['acks', 'linger.ms', 'compression.type', 'client.id', 'max.request.size', 'delivery.timeout.ms'];
    const own = (names: readonly string[]) => Object.fromEntries(names.map((name) => [`producer.override.${name}`, '1']));
    expect(producerProperties(kafka, own(allowed))).toMatchObject({ acks: '1', 'client.id': '1' });
    for (const name of [
      'bootstrap.servers',
      'security.protocol',
      'sasl.jaas.config',
      'sasl.oauthbearer.token.endpoint.url',
      'ssl.truststore.location',
      'interceptor.classes',
      'partitioner.class',
      'metric.reporters',
      'config.providers',
      'key.serializer',
      'transactional.id',
      'no.such.setting',
    ]) {
      expect(() => producerProperties(kafka, own([name])), name).toThrow(`The 'Allowlist' policy does not allow '${name}'`);
    }
    expect(consumerProperties(kafka, { 'consumer.override.group.id': 'g' })).toMatchObject({ 'group.id': 'g' });
  });

  it('is the list that is given, with or without its name', () => {
    const list = { 'connector.client.config.override.allowlist': 'sasl.jaas.config' };
    const connector = { 'producer.override.sasl.jaas.config': 'x' };
    for (const worker of [
      { ...kafka, ...list },
      { ...policy('Allowlist'), ...list },
    ]) {
      expect(producerProperties(worker, connector)).toMatchObject({ 'sasl.jaas.config': 'x' });
      expect(() => producerProperties(worker, { 'producer.override.acks': '1' })).toThrow("does not allow 'acks'");
    }
    expect(() => producerProperties(policy('Allowlist'), { 'producer.override.acks': '1' })).toThrow("does not allow 'acks'");
  });
});

describe('what a host reads of the worker’s properties', () => {
  it('has Kafka Connect’s defaults', () => {
    expect(hostSettings({})).toEqual({
      flushIntervalMs: 60_000,
      flushTimeoutMs: 5000,
      stopTimeoutMs: 5000,
      topicCreation: true,
      exactlyOnce: false,
      sampling: { samples: 2, windowMs: 30_000 },
    });
    expect(hostSettings({ 'offset.flush.interval.ms': ' 10 ', 'topic.creation.enable': 'False' })).toMatchObject({
      flushIntervalMs: 10,
      topicCreation: false,
    });
  });

  it('has to be a number where it is one', () => {
    expect(() => hostSettings({ 'offset.flush.interval.ms': 'soon' })).toThrow(
      'Invalid value soon for configuration offset.flush.interval.ms: Not a number of type LONG',
    );
  });
});
