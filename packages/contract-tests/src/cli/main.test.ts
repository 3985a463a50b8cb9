import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakeConnect, type FakeConnect } from '../../test/fake-connect.ts';
import type { RuleInfo } from '../rule.ts';
import type { RunReport } from '../run-report.ts';

const program = fileURLToPath(new URL('main.ts', import.meta.url));
const passing = 'createConnector/409-message';
const failing = 'createConnector/400-missing-config';
let fake: FakeConnect;
let server: Server;
let url: string;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-contract-tests-cli-'));
  fake = createFakeConnect(['foreign']);
  server = createServer(fake.handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

async function start(args: readonly string[], onStart?: (kill: (signal: NodeJS.Signals) => void) => void): Promise<Ended> {
  const child = spawn(process.execPath, ['--conditions=@millrace/source', program, ...args]);
  let [out, error] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  onStart?.((signal) => child.kill(signal));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, error };
}

describe('the command', () => {
  test('ends with 0 when all rules hold', async () => {
    const { code, out } = await start(['--url', url, '--grep', passing]);
    expect(out).toMatch(/^http:.* version 4\.3\.1, tested at level 4\.3, 1 rules\nPASSED {2}1 rules: 1 passed/);
    expect(code).toBe(0);
  });

  test('ends with 1 when one does not, and shows request, answer, rule and what was expected, in that order', async () => {
    const { code, out } = await start(['--url', url, '--grep', failing, '--timeout', '1']);
    expect(code).toBe(1);
    const parts = [
      `FAILED ${failing}`,
      '$ curl -i -X POST',
      '201',
      'MUST: A request without a config is refused',
      'expected the status',
      'found ',
    ];
    const places = parts.map((part) => out.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('ends with 2 when nothing answers', async () => {
    server.close();
    const { code, out } = await start(['--url', url]);
    expect(out).toContain('COULD NOT BE RUN (unreachable)');
    expect(code).toBe(2);
  });

  test('ends with 2 for arguments that make no sense, and says what is wrong', async () => {
    const { code, error } = await start(['--colour']);
    expect(error).toContain('--colour');
    expect(error).toContain('usage: millrace-contract-tests --url');
    expect(code).toBe(2);
  });

  test('ends with 2 when it is interrupted, and removes what was made', async () => {
    const own = () => [...fake.connectors.keys()].filter((name) => name !== 'foreign');
    const { code, out } = await start(['--url', url, '--grep', 'listConnectors/expand|createConnector/[2-4]'], (kill) => {
      // Requests that are never answered do not hold it up.
      fake.intercept = (request) => request.url?.includes('expand') === true;
      const answered = fake.connectors.set.bind(fake.connectors);
      fake.connectors.set = (name, config) => {
        if (own().length === 2) kill('SIGINT');
        return answered(name, config);
      };
    });
    expect(code).toBe(2);
    expect(out).toContain('COULD NOT BE RUN (interrupted)');
    expect([...fake.connectors.keys()]).toEqual(['foreign']);
  });

  test('reads a file of exceptions, and writes and reads a report', async () => {
    const [exceptions, first] = [join(folder, 'exceptions.json'), join(folder, 'first.json')];
    await writeFile(exceptions, JSON.stringify({ [failing]: 'the fake is simple' }));
    const grep = ['--grep', `${passing}|${failing}`];
    expect((await start(['--url', url, ...grep, '--exceptions', exceptions, '--json', first])).code).toBe(0);
    const report = JSON.parse(await readFile(first, 'utf8')) as RunReport;
    expect(report.totals).toMatchObject({ rules: 2, passed: 1, known: 1 });
    const { code, out } = await start(['--url', url, ...grep, '--baseline', first]);
    expect(code).toBe(1);
    expect(out).toContain('Since the former run 0 got better, 0 worse');
  });

  test('lists its rules as text, JSON and Markdown', async () => {
    const rules = JSON.parse((await start(['--list', 'json'])).out) as RuleInfo[];
    expect(rules.length).toBeGreaterThan(500);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect((await start(['--list'])).out).toContain(`${rules.length} rules`);
    expect((await start(['--list', 'markdown'])).out).toContain('## createConnector\n\n| rule | level |');
  });
});
