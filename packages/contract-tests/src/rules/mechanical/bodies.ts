import type { OperationId } from '@millrace/contract';
import { connectorPath } from '../../http/path.ts';
import type { Rule } from '../../rule.ts';
import type { RuleContext } from '../../run/rule-context.ts';
import { rulesOf, type RuleDraft } from '../define-rules.ts';
import type { OperationFacts } from '../operation-facts.ts';
import { hasBody, needsConfig, requestOf } from './requests.ts';

/** The two statuses of a client's mistake in a body: Apache says 500 to most of them, others may say 400. */
export const mistake = [400, 500] as const;

/** What an operation does with a body that is none of its kind. */
export function bodyRules(facts: OperationFacts): Rule[] {
  if (!hasBody(facts) || facts.operationId === 'putTaskConfigs') return [];
  const needs = needsConfig(facts) ? (['connector'] as const) : [];
  const draft = (rule: string, says: string, text: string | undefined): RuleDraft => ({
    rule,
    says,
    source: 'Contract, request bodies',
    needs,
    async run(ctx) {
      const name = ctx.name();
      const { method, path } = requestOf(ctx, facts, { name, logger: 'millrace.contract.tests' });
      const answer = await ctx.send(method, path, {
        ...(text !== undefined && { text }),
        headers: { 'content-type': 'application/json' },
      });
      answer.isError(mistake);
      await assertNotCreated(ctx, facts.operationId, name);
    },
  });
  return rulesOf(facts.operationId, [
    draft('malformed-json', 'A body that is not JSON is refused with an error body, and changes nothing.', '{"name": '),
    draft('json-of-another-type', 'A JSON body that is an array or a plain value is refused, and changes nothing.', '["name"]'),
    draft('text-in-place-of-json', 'A body of plain words is refused, and changes nothing.', 'name=value'),
    ...(facts.operationId === 'setLoggerLevel' || facts.operationId === 'patchConnectorConfig'
      ? []
      : [draft('missing-body', 'A request without its body is refused, and changes nothing.', undefined)]),
  ]);
}

/** A request that is refused creates nothing. */
export async function assertNotCreated(ctx: RuleContext, operationId: OperationId, name: string): Promise<void> {
  if (operationId !== 'createConnector' && operationId !== 'putConnectorConfig') return;
  (await ctx.get(connectorPath(name))).hasStatus(404);
}
