import { describe, expect, it } from 'vitest';
import { BadRequestError } from '../model/errors.ts';
import { engineSettings } from './engine-settings.ts';

describe("the engine's settings", () => {
  it('are Kafka Connect defaults where nothing is said', () => {
    expect(engineSettings({})).toEqual({
      groupId: 'connect-cluster',
      exactlyOnce: 'disabled',
      rebalanceDelayMs: 10_000,
      takeoverMs: 4000,
      taskStopTimeoutMs: 5000,
      topicTracking: true,
      topicTrackingReset: true,
      sampling: { samples: 2, windowMs: 30_000 },
      sessionKey: { algorithm: 'HmacSHA256', bytes: 32, ttlMs: 3_600_000 },
      signatureAlgorithm: 'HmacSHA256',
      verificationAlgorithms: ['HmacSHA256'],
    });
  });

  it('are read from the properties', () => {
    const settings = engineSettings({
      'group.id': 'g',
      'task.shutdown.graceful.timeout.ms': ' 100 ',
      'topic.tracking.enable': 'FALSE',
      'inter.worker.key.generation.algorithm': 'HmacSHA512',
      'inter.worker.verification.algorithms': 'HmacSHA256, HmacSHA512',
    });
    expect(settings.groupId).toBe('g');
    expect(settings.taskStopTimeoutMs).toBe(100);
    expect(settings.topicTracking).toBe(false);
    expect(settings.sessionKey.bytes).toBe(64);
    expect(settings.verificationAlgorithms).toEqual(['HmacSHA256', 'HmacSHA512']);
  });

  it('give the work of a lost worker away in time, but leave it half of its delay at least', () => {
    const takeover = (delay: string, heartbeat: string): number =>
      engineSettings({ 'scheduled.rebalance.max.delay.ms': delay, 'heartbeat.interval.ms': heartbeat }).takeoverMs;
    expect([takeover('10000', '1000'), takeover('3000', '1000'), takeover('0', '3000')]).toEqual([2000, 1500, 0]);
  });

  it.each([
    ['task.shutdown.graceful.timeout.ms', 'soon'],
    ['topic.tracking.enable', 'maybe'],
    ['connector.client.config.override.policy', 'Some'],
  ])('refuse a bad %s', (key, value) => {
    expect(() => engineSettings({ [key]: value })).toThrow(BadRequestError);
    expect(() => engineSettings({ [key]: value })).toThrow(`Invalid value ${value} for configuration ${key}`);
  });
});
