import { expect, it } from 'vitest';
import type { Logger } from '../model/logger.ts';
import { warnOnce } from './warn-once.ts';

it('warns of a setting once, whichever logger it comes by, and of all else each time', () => {
  const lines: string[] = [];
  const line = (message: string): void => void lines.push(message);
  const logger: Logger = { trace: line, debug: line, info: line, warn: line, error: line };
  const loggers = warnOnce(() => logger);
  loggers('a').warn('client.rack', { setting: 'client.rack' });
  loggers('b').warn('client.rack', { setting: 'client.rack' });
  loggers('b').warn('retries', { setting: 'retries' });
  for (const level of ['warn', 'warn', 'error', 'info'] as const) loggers('a')[level](level, { other: 1 });
  expect(lines).toEqual(['client.rack', 'retries', 'warn', 'warn', 'error', 'info']);
});
