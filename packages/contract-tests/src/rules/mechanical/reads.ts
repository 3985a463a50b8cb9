import type { Answer } from '../../http/answer.ts';
import { keepsContract } from '../../http/contract-check.ts';
import { mediaType } from '../../media-type.ts';
import type { Capability } from '../../capability.ts';
import type { Rule } from '../../rule.ts';
import type { RuleContext } from '../../run/rule-context.ts';
import { rulesOf } from '../define-rules.ts';
import type { OperationFacts } from '../operation-facts.ts';
import { fillPath } from './requests.ts';

/** What holds for everything that can be read: the schema, HEAD, a slash at the end, parameters that nobody knows. */
export function readRules(facts: OperationFacts): Rule[] {
  if (facts.method !== 'GET') return [];
  const { operationId, path } = facts;
  const needs = needsOf(path);
  return rulesOf(operationId, [
    {
      rule: '200-schema',
      says: 'What it answers is JSON as the contract has it: every required member is there, and of its type.',
      source: 'Contract, schemas',
      needs,
      async run(ctx) {
        const target = await pathOf(ctx, path);
        await ctx.eventually(async () => keepsContract((await ctx.get(target)).hasStatus(200).hasJson(), ctx.target.level));
      },
    },
    {
      rule: 'head',
      level: 'SHOULD',
      says: 'HEAD answers as GET does, without a body.',
      source: 'RFC 9110, section 9.3.2',
      needs,
      async run(ctx) {
        const target = await pathOf(ctx, path);
        const answer = await ctx.send('HEAD', target);
        answer.hasStatus(200).hasNoBody();
        const type = answer.header('content-type');
        answer.check(
          type !== undefined && mediaType(type) === 'application/json',
          'Content-Type application/json',
          type ?? 'none',
        );
      },
    },
    {
      rule: 'trailing-slash',
      level: 'SHOULD',
      says: 'A slash at the end of the path makes no difference.',
      source: 'Contract, general answers',
      needs,
      async run(ctx) {
        const target = await pathOf(ctx, path);
        await sameAnswer(ctx, target, path === '/' ? '//' : `${target}/`, operationId);
      },
    },
    {
      rule: 'unknown-query-parameter',
      says: 'Query parameters that nobody knows are ignored.',
      source: 'Contract, general answers',
      needs,
      async run(ctx) {
        const target = await pathOf(ctx, path);
        await sameAnswer(ctx, target, `${target}?millrace-test=1`, operationId);
      },
    },
    {
      rule: 'accept-wildcard',
      says: 'It gives JSON to a request with no Accept header, with `*/*`, with `application/*` and with application/json.',
      source: 'RFC 9110, section 12.5.1',
      needs,
      async run(ctx) {
        const target = await pathOf(ctx, path);
        for (const accept of [null, '*/*', 'application/*', 'application/json', 'text/html, application/json;q=0.5']) {
          (await ctx.get(target, { headers: { accept } })).hasStatus(200).hasJson();
        }
      },
    },
  ]).filter(({ id }) => id !== 'getServerInfo/trailing-slash');
}

function needsOf(path: string): Capability[] {
  if (path.includes('{id}')) return ['task'];
  return path.includes('{name}') || path.includes('{plugin}') ? ['connector'] : [];
}

async function pathOf(ctx: RuleContext, path: string): Promise<string> {
  const name = path.includes('{name}') ? (await ctx.shared()).name : '';
  return fillPath(ctx, path, { name });
}

/** Others may create connectors and change loggers meanwhile: of those only the kind of answer is compared. */
async function sameAnswer(ctx: RuleContext, path: string, other: string, operationId: string): Promise<void> {
  await ctx.eventually(async () => {
    const plain: Answer = (await ctx.get(path)).hasStatus(200);
    const answer = (await ctx.get(other)).hasStatus(200).hasJson();
    if (operationId !== 'listConnectors' && !operationId.includes('Logger')) answer.hasBody(plain.body);
  });
}
