import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkExchange } from './exchange-checker.ts';
import type { Exchange } from './exchange.ts';

const recorded = readFileSync(new URL('../test/fixtures/exchanges.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Exchange);

describe('what Apache Kafka Connect 4.3.1 really answers', () => {
  test('is recorded in 536 exchanges', () => {
    expect(recorded).toHaveLength(536);
  });

  test('keeps to the contract, request and answer', () => {
    expect(recorded.flatMap((exchange) => checkExchange(exchange))).toEqual([]);
  });
});
