import { ConnectError } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import type { Admin, NewTopic } from '../broker/broker.ts';
import { createTopicCreator } from './topic-creation.ts';

const group = (name: string, include: string[], exclude: string[] = []) => ({
  group: name,
  include,
  exclude,
  replicationFactor: -1,
  partitions: name === 'default' ? -1 : 5,
  configs: { group: name },
});

function setUp(error?: Error) {
  const created: NewTopic[] = [];
  const admin = {
    createTopic: async (topic: NewTopic) => {
      if (error !== undefined) throw error;
      created.push(topic);
      return true;
    },
  } as unknown as Admin;
  const creator = createTopicCreator(admin, [group('logs', ['log-.*', 'x'], ['log-raw']), group('default', ['.*'])]);
  return { created, creator };
}

describe('topics that a source writes to', () => {
  it('are created once, as the first group that takes them says, or with the defaults of the broker', async () => {
    const { created, creator } = setUp();
    for (const topic of ['log-1', 'log-raw', 'my-log-1', 'x']) await creator.ensure(topic);
    expect(created.map(({ name, partitions, configs }) => [name, partitions, configs['group']])).toEqual([
      ['log-1', 5, 'logs'],
      ['log-raw', -1, 'default'],
      ['my-log-1', -1, 'default'],
      ['x', 5, 'logs'],
    ]);
    expect(created[0]).not.toHaveProperty('replicationFactor');
    expect(creator.ensure('log-1')).toBeUndefined();
  });

  it('fail the task when they cannot be created', async () => {
    const { creator } = setUp(new ConnectError('not allowed'));
    await expect(creator.ensure('t')).rejects.toMatchObject({
      message: expect.stringContaining('Task failed to create new topic t. Ensure that the task is authorized'),
      cause: { message: 'not allowed' },
    });
  });
});
