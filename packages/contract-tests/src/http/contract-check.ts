import { openApiDocument } from '@millrace/contract';
import { createExchangeChecker, type ExchangeChecker } from '../exchange-checker.ts';
import { compareVersions, readVersion, type KafkaVersion } from '../kafka-version.ts';
import type { Answer } from './answer.ts';
import { isObject } from './answer.ts';

const checkers = new Map<KafkaVersion, ExchangeChecker>();

/** Fails unless the exchange keeps to the contract as it was at a level: status, media type, headers, body. */
export function keepsContract(answer: Answer, level: KafkaVersion): Answer {
  const violations = checkerAt(level)(answer.exchange);
  return answer.check(
    violations.length === 0,
    'an answer as the contract has it',
    violations.map(({ message }) => message).join('; '),
  );
}

function checkerAt(level: KafkaVersion): ExchangeChecker {
  const known = checkers.get(level);
  if (known) return known;
  const made = createExchangeChecker(withoutLaterMembers(openApiDocument, level) as typeof openApiDocument);
  checkers.set(level, made);
  return made;
}

/** The document in which no member is required that came after a level. */
function withoutLaterMembers(node: unknown, level: KafkaVersion): unknown {
  if (Array.isArray(node)) return node.map((one) => withoutLaterMembers(one, level));
  if (!isObject(node)) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutLaterMembers(value, level)]));
  const { required, properties } = node;
  if (!Array.isArray(required) || !isObject(properties)) return copy;
  return { ...copy, required: required.filter((name: string) => !isLater(properties[name], level)) };
}

function isLater(schema: unknown, level: KafkaVersion): boolean {
  const since = isObject(schema) && typeof schema['x-since'] === 'string' ? readVersion(schema['x-since']) : null;
  return since !== null && compareVersions(since, level) > 0;
}
