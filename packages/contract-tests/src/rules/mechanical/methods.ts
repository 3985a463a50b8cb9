import { methods } from '../../contract-document.ts';
import type { HttpMethod } from '../../http/http-client.ts';
import type { Rule } from '../../rule.ts';
import type { RuleContext } from '../../run/rule-context.ts';
import { compareVersions } from '../../kafka-version.ts';
import { rulesOf } from '../define-rules.ts';
import type { OperationFacts } from '../operation-facts.ts';
import { fillPath } from './requests.ts';

/** What a path does with methods that it does not have, and with OPTIONS: the rules stand with the path's first operation. */
export function methodRules(all: readonly OperationFacts[]): Rule[] {
  const paths = [...new Set(all.map(({ path }) => path))];
  return paths.flatMap((path) => rulesOfPath(all.filter((facts) => facts.path === path)));
}

function rulesOfPath(ofPath: readonly OperationFacts[]): Rule[] {
  const [first] = ofPath as [OperationFacts, ...OperationFacts[]];
  const needs = first.path.includes('{plugin}') ? (['connector'] as const) : [];
  const pathOf = (ctx: RuleContext) => fillPath(ctx, first.path, { name: ctx.name(), logger: ctx.name() });
  return rulesOf(first.operationId, [
    {
      rule: '405-other-methods',
      says: `Methods that ${first.path} does not have are answered with 405.`,
      source: 'Contract, general answers',
      needs,
      async run(ctx) {
        const declared = new Set<HttpMethod>(ofPath.map(({ method }) => method));
        for (const method of methods.map((one) => one.toUpperCase() as HttpMethod).filter((one) => !declared.has(one))) {
          const answer = await ctx.send(method, pathOf(ctx), hasBody(method) ? { json: {} } : {});
          answer.isError(405, 'HTTP 405 Method Not Allowed');
        }
      },
    },
    {
      rule: 'options-allow',
      level: 'SHOULD',
      says: `OPTIONS on ${first.path} tells its methods in the Allow header, HEAD wherever there is GET, and OPTIONS itself.`,
      source: 'Contract, general answers',
      needs,
      async run(ctx) {
        const answer = await ctx.send('OPTIONS', pathOf(ctx));
        answer.hasStatus(200);
        const allowed = new Set((answer.header('allow') ?? '').split(',').map((method) => method.trim()));
        for (const method of expectedMethods(ofPath.filter(({ since }) => compareVersions(since, ctx.target.level) <= 0))) {
          answer.check(allowed.has(method), `${method} in Allow`, `Allow: ${answer.header('allow') ?? 'none'}`);
        }
      },
    },
  ]);
}

function hasBody(method: HttpMethod): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

function expectedMethods(ofPath: readonly OperationFacts[]): HttpMethod[] {
  const own = ofPath.map(({ method }) => method);
  return [...own, ...(own.includes('GET') ? (['HEAD'] as const) : []), 'OPTIONS'];
}
