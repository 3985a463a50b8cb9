import { schemas, type SinkRecord } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { regexRouter } from './regex-router.ts';
import { timestampRouter } from './timestamp-router.ts';

const record: SinkRecord = {
  topic: 'orders',
  partition: 1,
  keySchema: null,
  key: null,
  valueSchema: schemas.STRING,
  value: 'v',
  timestamp: Date.UTC(2024, 1, 29, 23, 59),
  headers: [],
  kafkaOffset: 7,
  timestampType: 'CreateTime',
  originalTopic: 'orders',
  originalPartition: 1,
  originalKafkaOffset: 7,
};

describe('a router by regular expression', () => {
  it('changes the topic and nothing else', () => {
    const router = regexRouter.create({ regex: '(.).*', replacement: '$1' });
    expect(router.apply(record)).toEqual({ ...record, topic: 'o' });
    expect(router.applyAll?.([record, { ...record, topic: 'x' }]).map((routed) => routed?.topic)).toEqual(['o', 'x']);
  });

  it('gives the same record where nothing changes', () => {
    expect(regexRouter.create({ regex: 'other', replacement: 'x' }).apply(record)).toBe(record);
  });

  it('refuses a replacement by a group that it does not have, once the topic matches', () => {
    const router = regexRouter.create({ regex: 'orders', replacement: '$1' });
    expect(router.apply({ ...record, topic: 'other' })).toMatchObject({ topic: 'other' });
    expect(() => router.apply(record)).toThrow('No group 1 (in the replacement $1)');
  });

  it('refuses what it cannot do as Java does', () => {
    expect(() => regexRouter.create({ regex: '(?:(o)|.)*', replacement: '$1' })).toThrow(
      'Invalid value $1 for configuration replacement: Not carried: group 1 is repeated',
    );
    expect(() => regexRouter.create({ regex: '(?U)\\w', replacement: 'x' })).toThrow(
      'Invalid value (?U)\\w for configuration regex: Invalid regex: Not carried: the flag U',
    );
  });
});

describe('a router by time', () => {
  it('writes the day as it is in UTC', () => {
    const router = timestampRouter.create({});
    const times = [record.timestamp, record.timestamp, (record.timestamp ?? 0) + 60_000, -1];
    const topics = times.map((timestamp) => router.apply({ ...record, timestamp })?.topic);
    expect(topics).toEqual(['orders-20240229', 'orders-20240229', 'orders-20240301', 'orders-19691231']);
  });

  it('tells topics apart that have the same time', () => {
    const router = timestampRouter.create({ 'topic.format': '${timestamp}/${topic}', 'timestamp.format': 'HH' });
    expect(['a', 'b'].map((topic) => router.apply({ ...record, topic })?.topic)).toEqual(['23/a', '23/b']);
  });

  it('refuses a pattern that is none before the first record', () => {
    expect(() => timestampRouter.create({ 'timestamp.format': 'bad' })).toThrow(
      "Invalid value bad for configuration timestamp.format: Illegal pattern character 'b'. A pattern is made of the letters G y Y M",
    );
  });
});
