import type { Rule } from '../../rule.ts';
import { rulesOf } from '../define-rules.ts';
import type { OperationFacts } from '../operation-facts.ts';
import { hasBody, needsConfig, requestOf } from './requests.ts';

/** What an operation does with `Accept` and `Content-Type`. */
export function mediaTypeRules(facts: OperationFacts): Rule[] {
  const { operationId, operation } = facts;
  const needs = needsConfig(facts) ? (['connector'] as const) : [];
  return rulesOf(operationId, [
    {
      rule: '406-accept',
      level: 'SHOULD',
      says: 'A request whose Accept header leaves out JSON is answered with 406.',
      source: 'Contract, general answers',
      needs,
      async run(ctx) {
        const { method, path, options } = requestOf(ctx, facts, { name: ctx.name() });
        const answer = await ctx.send(method, path, { ...options, headers: { accept: 'image/png' } });
        answer.isError(406, 'HTTP 406 Not Acceptable');
      },
    },
    ...(hasBody(facts) && '415' in operation.responses
      ? [
          {
            rule: '415-content-type',
            level: 'MUST' as const,
            says: 'A body whose Content-Type is not application/json is answered with 415.',
            source: 'Contract, general answers',
            needs,
            run: async (ctx: Parameters<Rule['run']>[0]) => {
              const { method, path, options } = requestOf(ctx, facts, { name: ctx.name() });
              const text = JSON.stringify(options.json);
              const answer = await ctx.send(method, path, { text, headers: { 'content-type': 'text/plain' } });
              answer.isError(415, 'HTTP 415 Unsupported Media Type');
            },
          },
        ]
      : []),
  ]);
}
