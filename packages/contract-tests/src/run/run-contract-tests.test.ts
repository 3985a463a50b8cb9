import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createFakeConnect, type FakeConnect } from '../../test/fake-connect.ts';
import { UsageError } from '../errors.ts';
import { exitCodeOf, type RunReport } from '../run-report.ts';
import type { ContractTestOptions } from './options.ts';
import { runContractTests } from './run-contract-tests.ts';
import { createRunNames, namePrefix } from './run-names.ts';

const grep = 'createConnector/(201-created|409|400-missing-config)';
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(handler: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
}

const run = async (options: ContractTestOptions): Promise<RunReport> => runContractTests({ timeoutMs: 20_000, grep, ...options });
const outcome = (report: RunReport, id: string) => report.outcomes.find((one) => one.id === `createConnector/${id}`);
const own = (fake: FakeConnect) => [...fake.connectors.keys()].filter((name) => name.startsWith(namePrefix));

describe('a run', () => {
  test('tells how each rule came out, and leaves nothing behind', async () => {
    const fake = createFakeConnect(['foreign']);
    const report = await run({ app: fake.handler });
    expect(report.target).toMatchObject({ url: null, version: '4.3.1', level: '4.3', levelFrom: 'GET /' });
    expect(outcome(report, '409-already-exists')?.result).toBe('pass');
    expect(outcome(report, '400-missing-config')?.result).toBe('fail');
    expect(report.result).toBe('failed');
    expect(report.cleanup.left).toEqual([]);
    expect([...fake.connectors.keys()]).toEqual(['foreign']);
  });

  test('shows the request as a line for curl, the answer, and what was expected', async () => {
    const fake = createFakeConnect();
    fake.intercept = (request, response) => {
      if (request.method !== 'POST' || request.url !== '/connectors') return false;
      response.writeHead(418, { 'content-type': 'text/plain' }).end('tea');
      return true;
    };
    const { url } = await serve(fake.handler);
    const report = await run({ url, user: 'me:secret' });
    const { failure } = outcome(report, '201-created') ?? {};
    expect(failure).toMatchObject({ expected: 'the status 201', found: 'the status 418', answer: { status: 418, body: 'tea' } });
    expect(failure?.curl).toContain(
      `-X POST -H "authorization: $AUTHORIZATION" -H 'content-type: application/json' --data-binary '{"name":`,
    );
    expect(failure?.curl).toMatch(new RegExp(`${url}/connectors$`));
    expect(JSON.stringify(report)).not.toContain('bWU6c2VjcmV0');
  });

  test('touches no connector but its own', async () => {
    const fake = createFakeConnect(Array.from({ length: 300 }, (_, index) => `foreign-${index}`));
    await run({ app: fake.handler });
    const touched = fake.requests.filter((request) => !request.startsWith('GET /connectors?') && request.includes('foreign'));
    expect(touched).toEqual([]);
    expect(fake.connectors.size).toBe(300);
  });

  test('removes what a run that was killed has left, and nothing that only looks like it', async () => {
    const hourAgo = createRunNames(Date.now() - 3_600_000);
    const lookalikes = [`${namePrefix}mine`, `${hourAgo.prefix.replace(/-....-$/, '-0000-')}1`, `${hourAgo.prefix}x`];
    const another = createRunNames();
    const kept = [...lookalikes, another.next()];
    hourAgo.release();
    const left = [hourAgo.next(), hourAgo.next('a b/ü')];
    const fake = createFakeConnect([...kept, ...left]);
    const report = await run({ app: fake.handler });
    another.release();
    expect(report.cleanup.leftovers.toSorted()).toEqual(left.toSorted());
    expect([...fake.connectors.keys()]).toEqual(kept);
  });

  test('makes a known failure of a rule that the exceptions name, and a failure of one that holds', async () => {
    const exceptions = {
      'createConnector/400-missing-config': 'the fake is simple',
      'createConnector/201-created': 'it was so once',
    };
    const report = await run({ app: createFakeConnect().handler, exceptions });
    expect(outcome(report, '400-missing-config')).toMatchObject({ result: 'known-failure', reason: 'the fake is simple' });
    expect(outcome(report, '201-created')).toMatchObject({
      result: 'fail',
      failure: { found: expect.stringContaining('it holds now') as string },
    });
  });

  test('tells what got better and what got worse since a former one', async () => {
    const fake = createFakeConnect();
    const baseline = await run({ app: fake.handler });
    const changed = baseline.outcomes.map((one) => ({
      ...one,
      result: one.result === 'pass' ? ('fail' as const) : ('pass' as const),
    }));
    const report = await run({ app: fake.handler, baseline: { ...baseline, outcomes: changed } });
    expect(report.comparison?.worse).toContain('createConnector/400-missing-config');
    expect(report.comparison?.better).toContain('createConnector/409-already-exists');
  });

  test('refuses options that make no sense', async () => {
    const app = createFakeConnect().handler;
    await expect(run({})).rejects.toThrow(UsageError);
    await expect(run({ app, url: 'http://127.0.0.1:1' })).rejects.toThrow(UsageError);
    await expect(run({ url: 'localhost:8083' })).rejects.toThrow('is no address');
    await expect(run({ app, grep: '(' })).rejects.toThrow('is no regular expression');
    await expect(run({ app, exceptions: { 'createConnector/nothing': 'x' } })).rejects.toThrow('is no rule');
    await expect(run({ app, exceptions: { 'createConnector/201-created': ' ' } })).rejects.toThrow('needs a reason');
  });
});

describe('a run that cannot be done is aborted, and its exit code is 2:', () => {
  async function aborts(options: ContractTestOptions, reason: string): Promise<RunReport> {
    const report = await run(options);
    expect({ result: report.result, reason: report.abort?.reason }).toEqual({ result: 'aborted', reason });
    expect(exitCodeOf(report)).toBe(2);
    return report;
  }

  test('nothing answers', async () => {
    const { server, url } = await serve(() => undefined);
    server.close();
    const { abort } = await aborts({ url }, 'unreachable');
    expect(abort?.message).toContain(url);
  });

  test.each([
    ['a web server with a page', 200, 'text/html', '<html>Welcome to nginx!</html>'],
    ['a web server without one', 404, 'text/html', '<html>404</html>'],
    ['JSON that is no list of names', 200, 'application/json', '{"connectors": []}'],
    ['a gateway whose server is down', 502, 'text/html', 'Bad Gateway'],
  ])('%s', async (_, status, type, text) => {
    await aborts(
      { app: (_request, response) => void response.writeHead(status, { 'content-type': type }).end(text) },
      'not-connect',
    );
  });

  test('everything is a 401', async () => {
    await aborts({ app: (_request, response) => void response.writeHead(401).end() }, 'unauthorized');
  });

  test('no version is told and none was given', async () => {
    const fake = createFakeConnect();
    fake.intercept = (request, response) => {
      if (request.url !== '/') return false;
      response.writeHead(404).end();
      return true;
    };
    await aborts({ app: fake.handler }, 'no-level');
    expect((await run({ app: fake.handler, level: '3.9' })).target).toMatchObject({
      version: null,
      level: '3.9',
      levelFrom: 'option',
    });
  });

  test('no rule matches', async () => {
    await aborts({ app: createFakeConnect().handler, grep: 'nothing-of-the-kind' }, 'nothing-to-run');
  });

  test('every rule is skipped', async () => {
    await aborts({ app: createFakeConnect().handler, level: '2.3', grep: 'alterOffsets/none' }, 'nothing-to-run');
    await aborts({ app: createFakeConnect().handler, level: '2.3', grep: 'alterOffsets/message' }, 'nothing-to-run');
  });

  test('the server dies midway', async () => {
    const fake = createFakeConnect();
    const { server, url } = await serve(fake.handler);
    fake.intercept = () => {
      if (fake.requests.filter((request) => request.startsWith('POST')).length < 4) return false;
      server.close();
      server.closeAllConnections();
      return true;
    };
    const report = await aborts({ url }, 'unreachable');
    expect(report.outcomes.every(({ result }) => result !== 'pass' || report.result !== 'passed')).toBe(true);
  }, 60_000);

  test('it asks for a password midway', async () => {
    const fake = createFakeConnect();
    fake.intercept = (_, response) => {
      if (fake.requests.length < 12) return false;
      response.writeHead(401).end();
      return true;
    };
    await aborts({ app: fake.handler }, 'unauthorized');
  }, 60_000);

  test('it is interrupted, and then removes what was made', async () => {
    const fake = createFakeConnect();
    const controller = new AbortController();
    fake.intercept = (request) => {
      if (own(fake).length > 0 && request.method === 'GET') controller.abort();
      return false;
    };
    await aborts({ app: fake.handler, signal: controller.signal }, 'interrupted');
    expect(own(fake)).toEqual([]);
  });
});
