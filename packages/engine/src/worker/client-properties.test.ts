import { describe, expect, it } from 'vitest';
import { clientIdOf, consumerProperties, producerProperties } from './client-properties.ts';
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

describe('what a host reads of the worker’s properties', () => {
  it('has Kafka Connect’s defaults', () => {
    expect(hostSettings({})).toEqual({
      flushIntervalMs: 60_000,
      flushTimeoutMs: 5000,
      stopTimeoutMs: 5000,
      topicCreation: true,
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
