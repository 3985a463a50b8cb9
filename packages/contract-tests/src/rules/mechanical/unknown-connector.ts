import type { OperationId } from '@millrace/contract';
import type { Capability } from '../../capability.ts';
import type { Rule } from '../../rule.ts';
import { rulesOf } from '../define-rules.ts';
import type { OperationFacts } from '../operation-facts.ts';
import { requestOf } from './requests.ts';

/** What each operation says of a connector that is not there; clients match these texts. */
const messages: Readonly<Partial<Record<OperationId, (name: string) => string>>> = {
  getConnector: (name) => `Connector ${name} not found`,
  deleteConnector: (name) => `Connector ${name} not found`,
  getConnectorConfig: (name) => `Connector ${name} not found`,
  patchConnectorConfig: (name) => `Connector ${name} not found`,
  getConnectorStatus: (name) => `No status found for connector ${name}`,
  pauseConnector: (name) => `Unknown connector ${name}`,
  resumeConnector: (name) => `Unknown connector ${name}`,
  stopConnector: (name) => `Unknown connector ${name}`,
  restartConnector: (name) => `Unknown connector: ${name}`,
  listTasks: (name) => `Connector ${name} not found`,
  getTaskStatus: (name) => `No status found for task ${name}-0`,
  restartTask: (name) => `Unknown connector: ${name}`,
  getOffsets: (name) => `Connector ${name} not found`,
  alterOffsets: (name) => `Connector ${name} not found`,
  resetOffsets: (name) => `Connector ${name} not found`,
};

/** Apache's standalone worker answers 500 to these. */
const onlyDistributed: ReadonlySet<OperationId> = new Set<OperationId>(['stopConnector', 'restartConnector', 'restartTask']);

/** What an operation answers for a connector that is not there. */
export function unknownConnectorRules(facts: OperationFacts): Rule[] {
  const message = messages[facts.operationId];
  if (!message) return [];
  const needs: Capability[] = onlyDistributed.has(facts.operationId) ? ['distributed'] : [];
  return rulesOf(facts.operationId, [
    {
      rule: '404-unknown-connector',
      says: 'For a connector that is not there it answers 404 with an error body.',
      needs,
      async run(ctx) {
        const { method, path, options } = requestOf(ctx, facts, { name: ctx.name() });
        (await ctx.send(method, path, options)).isError(404).hasJson();
      },
    },
    {
      rule: '404-message',
      level: 'SHOULD',
      says: `For a connector that is not there it says \`${message('<name>')}\`, which clients are known to look for.`,
      needs,
      async run(ctx) {
        const name = ctx.name();
        const { method, path, options } = requestOf(ctx, facts, { name });
        (await ctx.send(method, path, options)).isError(404, message(name));
      },
    },
  ]);
}
