import { operations, type OperationId } from '@millrace/contract';
import type { ContractResponse } from '../../contract-document.ts';
import { keepsContract } from '../../http/contract-check.ts';
import type { Answer } from '../../http/answer.ts';
import { segment } from '../../http/path.ts';
import { compareVersions } from '../../kafka-version.ts';
import type { Capability } from '../../capability.ts';
import type { Rule } from '../../rule.ts';
import type { RuleContext, TestConnector } from '../../run/rule-context.ts';
import { rulesOf } from '../define-rules.ts';
import { factsOf, type OperationFacts } from '../operation-facts.ts';
import { requestOf } from './requests.ts';

interface Link {
  readonly operationId: OperationId;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The links that the contract declares from an answer to another operation: what the answer says leads there. */
export function linkRules(facts: OperationFacts): Rule[] {
  return Object.entries(facts.operation.responses).flatMap(([status, response]) =>
    Object.entries((response as ContractResponse & { links?: Record<string, Link> }).links ?? {}).flatMap(([name, link]) =>
      linkRule(facts, Number(status), name, link),
    ),
  );
}

function linkRule(facts: OperationFacts, status: number, name: string, link: Link): Rule[] {
  const to = factsOf(link.operationId);
  const { operationId } = facts;
  const needs: Capability[] = /\{id\}|\/tasks/.test(facts.path + to.path) ? ['task'] : ['connector'];
  return rulesOf(operationId, [
    {
      rule: `link-${status}-${name}`,
      says: `What it answers leads to ${link.operationId}: ${Object.entries(link.parameters)
        .map(([parameter, from]) => `${parameter} is ${from}`)
        .join(', ')}.`,
      source: 'Contract, links',
      since: [
        facts.since,
        to.since,
        ...(facts.operationId === 'restartConnector' && status === 202 ? (['3.0'] as const) : []),
      ].reduce((a, b) => (compareVersions(a, b) > 0 ? a : b)),
      needs,
      async run(ctx) {
        const connector = await subjectOf(ctx, facts);
        const request = await firstRequest(ctx, facts, status, connector);
        const first = await ctx.eventually(async () => {
          const answer = (await ctx.send(request.method, request.path, request.options)).hasStatus(status);
          return hasWhatLinksNeed(answer, link);
        });
        await follow(ctx, first, link, to, connector);
      },
    },
  ]);
}

/** A link out of an empty list leads nowhere yet. */
function hasWhatLinksNeed(answer: Answer, { parameters }: Link): Answer {
  for (const expression of Object.values(parameters)) {
    if (!expression.startsWith('$response.body#')) continue;
    answer.check(valueAt(answer.body, expression) !== undefined, `something at ${expression}`);
  }
  return answer;
}

async function subjectOf(ctx: RuleContext, { operationId }: OperationFacts): Promise<TestConnector | null> {
  if (operationId === 'createConnector' || operationId === 'listPlugins') return null;
  if (operationId === 'putConnectorConfig') return null;
  return ctx.createRunning();
}

async function firstRequest(ctx: RuleContext, facts: OperationFacts, status: number, connector: TestConnector | null) {
  const request = requestOf(ctx, facts, { name: connector?.name ?? ctx.name() });
  return facts.operationId === 'restartConnector' && status === 202
    ? { ...request, path: `${request.path}?includeTasks=true` }
    : request;
}

async function follow(
  ctx: RuleContext,
  first: Answer,
  link: Link,
  to: OperationFacts,
  connector: TestConnector | null,
): Promise<void> {
  const values = new Map(
    Object.entries(link.parameters).map(([parameter, expression]) => [
      parameter,
      expression.startsWith('$request')
        ? parameter === 'name'
          ? (connector?.name ?? '')
          : '0'
        : String(valueAt(first.body, expression)),
    ]),
  );
  const path = operations[link.operationId].path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) =>
    segment(values.get(parameter) ?? ''),
  );
  const { options } = requestOf(ctx, to, { name: values.get('name') ?? '' });
  await ctx.eventually(async () => {
    const answer = await ctx.send(to.method, path, options);
    keepsContract(answer.check(answer.status < 300, 'a status of success', `the status ${answer.status}`), ctx.target.level);
  });
}

/** `$response.body#/0/id/task`. */
function valueAt(body: unknown, expression: string): unknown {
  const [, pointer = ''] = expression.split('#');
  let value = body;
  for (const step of pointer.split('/').slice(1)) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  }
  return value;
}
