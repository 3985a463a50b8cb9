import { connectorPath } from '../http/path.ts';
import { rulesOf } from './define-rules.ts';

const about = { level: 'SHOULD', source: 'KIP-507', profile: 'cluster', needs: ['distributed', 'connector'] } as const;

/** What workers ask each other is nothing for others: it has to be signed. */
export const internalRules = [
  ...rulesOf('putTaskConfigs', [
    {
      ...about,
      rule: 'refused-unsigned',
      since: '2.4',
      says: 'Task configurations that are not signed are refused, and the tasks stay as they are.',
      async run(ctx) {
        const connector = await ctx.createRunning();
        const before = (await ctx.get(connector.path('/tasks'))).hasStatus(200);
        const answer = await ctx.post(connector.path('/tasks'), []);
        answer.isError(400, 'Internal request missing required signature');
        (await ctx.get(connector.path('/tasks'))).hasStatus(200).hasBody(before.body);
      },
    },
    {
      ...about,
      rule: 'refused-wrongly-signed',
      since: '2.4',
      says: 'Task configurations with a wrong signature are refused.',
      async run(ctx) {
        const { path } = await ctx.shared();
        const headers = { 'x-connect-authorization': 'AAAA', 'x-connect-request-signature-algorithm': 'HmacSHA256' };
        const answer = await ctx.send('POST', path('/tasks'), { json: [], headers });
        answer.isError([400, 403], /Internal request contained invalid signature\./);
      },
    },
  ]),
  ...rulesOf('fenceZombies', [
    {
      ...about,
      source: 'KIP-618',
      rule: 'refused-unsigned',
      says: 'A request to fence that is not signed is refused.',
      async run(ctx) {
        (await ctx.put(connectorPath(ctx.name(), '/fence'), {})).isError(400, 'Internal request missing required signature');
      },
    },
  ]),
];
