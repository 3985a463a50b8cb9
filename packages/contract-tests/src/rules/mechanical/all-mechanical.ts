import { operations, type OperationId } from '@millrace/contract';
import type { Rule } from '../../rule.ts';
import { factsOf } from '../operation-facts.ts';
import { bodyRules } from './bodies.ts';
import { linkRules } from './links.ts';
import { mediaTypeRules } from './media-types.ts';
import { methodRules } from './methods.ts';
import { readRules } from './reads.ts';
import { unknownConnectorRules } from './unknown-connector.ts';

/** The operations that users call on any Kafka Connect. */
const facts = (Object.keys(operations) as OperationId[])
  .filter((operationId) => !operations[operationId].millrace)
  .map((operationId) => factsOf(operationId));
const forUsers = facts.filter(({ operationId }) => !operations[operationId].internal);

/** What follows from the contract, operation by operation. */
export const mechanicalRules: readonly Rule[] = [
  ...forUsers.flatMap((one) => readRules(one)),
  ...forUsers.flatMap((one) => unknownConnectorRules(one)),
  ...forUsers.flatMap((one) => mediaTypeRules(one)),
  ...forUsers.flatMap((one) => bodyRules(one)),
  ...methodRules(facts),
  ...forUsers.flatMap((one) => linkRules(one)),
];
