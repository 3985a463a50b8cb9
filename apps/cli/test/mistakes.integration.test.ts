import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './cli-process.ts';

describe('what is wrong is said, with what to do next and an exit code', { timeout: 120_000 }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const nowhere = { env: { MILLRACE_URL: 'http://127.0.0.1:9' } };

  test.each([
    [['gett', 'connectors'], '(Did you mean get?)'],
    [['get', 'connectors', '--bogus'], "unknown option '--bogus'"],
    [['get', 'connectors', '-o', 'xml'], 'Allowed choices are table, wide, json, yaml, name.'],
    [['pause'], 'Name one or several, or say -l LABEL or --all.'],
    [['pause', 'a', '--all'], 'Names and --all exclude each other.'],
    [['apply'], 'Name files or folders: millrace apply -f connectors/'],
    [['apply', '-f', '/nowhere/at/all'], '/nowhere/at/all cannot be read: ENOENT'],
    [['apply', '-f', '/nowhere', '--prune'], '--prune needs a label'],
    [['apply', '-f', '/nowhere', '-l', 'team'], 'Write -l team=VALUE.'],
    [['get', 'connectors', '-l', '=x'], '"=x" is no label.'],
    [['create', 'x'], 'millrace create NAME connector.class=CLASS key=value'],
    [['create', 'x', 'novalue'], '"novalue" is no setting.'],
    [['patch', 'x'], 'Write key=value or --remove KEY'],
    [['patch', 'x', 'a=1', '--remove', 'a'], 'cannot be set and removed at once'],
    [['offsets', 'set', 'x'], '--partition and --offset'],
    [['offsets', 'set', 'x', '--partition', '[]', '--offset', '{}'], '--partition is []; it has to be a JSON object.'],
    [['wait', 'x', '--for', 'luck'], 'running, paused, stopped, failed, deleted or tasks=N'],
    [['restart', 'x', '--task', 'one'], 'It has to be the number of a task, from 0.'],
    [['get', 'connectors', '--timeout', 'soon'], 'a time such as 500ms, 30s or 5m'],
    [['get', 'connectors', '--url', 'here'], '"here" is no address of a worker'],
    [['get', 'connectors', '--header', 'nothing'], "Write --header 'X-Name: value'."],
    [['get', 'connectors', '--context', 'prod'], 'millrace context add prod --url http://127.0.0.1:8083'],
    [['context', 'add', 'prod'], 'Say --url: millrace context add prod --url http://HOST:8083'],
    [['-q', 'worker'], 'worker has to be the first word'],
    [['completion', 'tcsh'], 'There is one for bash, zsh, fish.'],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await runCli(args, nowhere);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Error: /);
    expect(stderr).toContain(sentence);
  });

  test.each([
    [
      'two.yaml',
      'name: a\nconfig: {connector.class: X}\n---\nname: a\nconfig: {connector.class: X}\n',
      'two.yaml:4: The connector "a" stands in',
    ],
    ['null.yaml', 'name: a\nconfig:\n  connector.class: X\n  topic:\n', 'null.yaml:4: "topic" has no value.'],
    ['list.yaml', 'name: a\nconfig:\n  connector.class: X\n  topics: [a, b]\n', 'list.yaml:4: "topics" has to be one value.'],
    [
      'member.json',
      '{"name": "a",\n "confg": {},\n "config": {"connector.class": "X"}}',
      'member.json:2: The key "confg" means nothing here.',
    ],
    ['nameless.yaml', 'connector.class: X\n', 'nameless.yaml:1: This connector has no name.'],
    ['names.json', '{"name": "a", "config": {"connector.class": "X", "name": "b"}}', 'This connector has two names'],
    ['broken.json', '{"name": "a",}', 'broken.json:1: This is no JSON'],
    ['broken.yaml', 'name: a\nconfig: {\n', 'broken.yaml:3'],
    ['alias.yaml', 'name: a\nconfig: &c\n  x: *c\n', 'alias.yaml:3: There is no &c before this.'],
    ['text.yaml', 'just a text\n', 'text.yaml:1: This is no connector.'],
    ['state.yaml', 'name: a\ninitial_state: ASLEEP\nconfig: {connector.class: X}\n', 'has to be RUNNING, PAUSED or STOPPED'],
    ['broken.properties', 'name=a\nx=\\u12\n', 'broken.properties'],
    ['empty.yaml', '# nothing\n', 'There is no connector in'],
  ])('the file %s', async (name, text, sentence) => {
    await writeFile(join(folder, name), text);
    const { code, stdout, stderr } = await runCli(['apply', '-f', join(folder, name)], nowhere);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  test('nobody answers: 7', async () => {
    const { code, stderr } = await runCli(['get', 'connectors', '--no-retry'], {
      env: { MILLRACE_URL: 'http://127.0.0.1:2' },
    });
    expect(code).toBe(7);
    expect(stderr).toContain('ECONNREFUSED');
    expect(stderr).toContain('Next: Is a worker running there?');
  });

  test('no Kafka Connect answers: 7 or 3, and no answer in time: 8', async () => {
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/connectors') === true)
        response.setHeader('content-type', 'text/html').end('<html>hello</html>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const env = { MILLRACE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const html = await runCli(['get', 'connectors', '--no-retry'], { env });
    expect(html).toMatchObject({ code: 7, stderr: expect.stringContaining('that is no JSON') });
    const silent = await runCli(['get', 'plugins', '--no-retry', '--timeout', '300ms'], { env });
    expect(silent).toMatchObject({ code: 8, stderr: expect.stringContaining('Next: Give it more time: --timeout 5m') });
    server.closeAllConnections();
    server.close();
  });
});
