import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectClient } from '@millrace/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Ended, runCli } from './cli-process.ts';

export interface Server {
  readonly url: string;
  readonly stop: () => Promise<unknown>;
}

export interface CliCase {
  readonly what: string;
  readonly start: () => Promise<Server>;
  /** A name that this server can address, as odd as it takes them. */
  readonly oddName: string;
  /** Whether it tells rates and lags. */
  readonly hasMetrics: boolean;
}

/** Every command, as its user types it, in front of a server. */
export function describeCli({ what, start, oddName, hasMetrics }: CliCase): void {
  describe(`millrace in front of ${what}`, { timeout: 120_000 }, () => {
    let server: Server;
    let folder: string;
    beforeAll(async () => {
      server = await start();
    }, 180_000);
    afterAll(() => server?.stop());
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'millrace-cli-'));
      await writeFile(join(folder, 'in.txt'), 'one\ntwo\n');
    });
    afterEach(async () => {
      await deleteAll();
      await rm(folder, { recursive: true, force: true });
    });

    /** Runs it with the server's address; addresses and folders of this run are taken out of what it says. */
    const millrace = async (...args: string[]): Promise<Ended> => tidy(await runCli(args, { env: { MILLRACE_URL: server.url } }));
    /** What it says, to be given to it again. */
    const raw = async (...args: string[]) => (await runCli(args, { env: { MILLRACE_URL: server.url } })).stdout;
    const withInput = async (stdin: string, ...args: string[]) =>
      tidy(await runCli(args, { env: { MILLRACE_URL: server.url }, stdin }));
    const tidy = ({ code, stdout, stderr }: Ended): Ended => ({ code, stdout: tidyText(stdout), stderr: tidyText(stderr) });
    const tidyText = (text: string): string => {
      const { host } = new URL(server.url);
      const length = (found: string, name: string) => name.padEnd(found.length);
      return text
        .replaceAll(folder, 'FOLDER')
        .replaceAll(server.url, 'URL')
        .replaceAll(new RegExp(`${host.replaceAll('.', '\\.')} *`, 'g'), (found) => length(found, 'WORKER'))
        .replaceAll(/ +$/gm, '');
    };
    const file = (name: string, text: string) => writeFile(join(folder, name), text.replaceAll('FOLDER', folder));
    const client = () => new ConnectClient({ url: server.url });
    const source = () => ({ 'connector.class': 'FileStreamSource', file: join(folder, 'in.txt'), topic: 'lines' });
    const makeSource = async (name: string, settings: Readonly<Record<string, string>> = {}) => {
      await client().connectors.create({ name, config: { ...source(), ...settings } });
      await client().connectors.waitForRunning(name);
    };
    const makeFailing = async (name: string) => {
      const type = 'org.apache.kafka.connect.transforms.ExtractField$Value';
      const config = { ...source(), transforms: 'x', 'transforms.x.type': type, 'transforms.x.field': 'nothing' };
      await client().connectors.create({ name, config });
      await client().connectors.waitForState(name, 'FAILED', { ignoreFailures: true });
    };
    const deleteAll = async () => {
      const { connectors } = client();
      const names = await connectors.list();
      await Promise.all(names.map((name) => connectors.delete(name)));
      await Promise.all(names.map((name) => connectors.waitForDeleted(name)));
    };
    const done = (stdout: string) => ({ code: 0, stdout, stderr: '' });

    test('create makes a connector, and get connectors shows it', async () => {
      const made = await millrace(
        'create',
        'lines',
        'connector.class=FileStreamSource',
        `file=${folder}/in.txt`,
        'topic=lines',
        '--wait',
      );
      expect(made).toMatchObject({ code: 0, stdout: 'lines created\n' });
      expect(made.stderr).toContain('lines: waiting for RUNNING');
      expect(await millrace('get', 'connectors')).toEqual(done('NAME   TYPE    STATE    TASKS\nlines  source  RUNNING  1/1\n'));
    });

    test('get connectors shows what has failed first, and says why when it is wide', async () => {
      await makeSource('a-good-one');
      await makeFailing('the-bad-one');
      const { stdout } = await millrace('get', 'connectors', '-o', 'wide');
      const [head, first, second] = stdout.split('\n');
      expect(head).toMatch(/^NAME +TYPE +STATE +TASKS +WORKER +CLASS +ERROR$/);
      expect(first).toMatch(
        /^the-bad-one +source +RUNNING +0\/1, 1 failed +WORKER +FileStreamSource +\S*DataException: Only Struct .*/,
      );
      expect(second).toMatch(/^a-good-one +source +RUNNING +1\/1 +WORKER +FileStreamSource +-$/);
      expect(await millrace('get', 'connectors', '--state', 'failed', '-o', 'name')).toEqual(done('the-bad-one\n'));
    });

    test('get connectors gives JSON, YAML and names', async () => {
      await makeSource(oddName);
      const [json, yaml, name] = await Promise.all(
        ['json', 'yaml', 'name'].map((format) => millrace('get', 'connectors', '-o', format)),
      );
      expect(JSON.parse(json!.stdout)).toMatchObject([
        { name: oddName, type: 'source', state: 'RUNNING', tasks: [{ id: 0, state: 'RUNNING' }], config: { topic: 'lines' } },
      ]);
      expect(yaml!.stdout).toContain('state: RUNNING');
      expect(name).toEqual(done(`${oddName}\n`));
    });

    test('get connectors says which of the names it was given are not there, and ends with 3', async () => {
      await makeSource('lines');
      expect(await millrace('get', 'connectors', 'lines', 'nobody')).toEqual({
        code: 3,
        stdout: 'NAME   TYPE    STATE    TASKS\nlines  source  RUNNING  1/1\n',
        stderr: 'Error: There is no connector "nobody".\n',
      });
    });

    test('get tasks shows tasks', async () => {
      await makeSource('lines');
      expect(await millrace('get', 'tasks')).toEqual(
        done('CONNECTOR  TASK  STATE    WORKER\nlines         0  RUNNING  WORKER\n'),
      );
    });

    test('get plugins shows connectors, and all plugins when asked', async () => {
      const file = await millrace('get', 'plugins', 'filestream', '-o', 'name');
      expect(file.stdout.split('\n').toSorted()).toEqual([
        '',
        'org.apache.kafka.connect.file.FileStreamSinkConnector',
        'org.apache.kafka.connect.file.FileStreamSourceConnector',
      ]);
      const { stdout } = await millrace('get', 'plugins', '--type', 'predicate');
      expect(stdout).toMatch(/^NAME +TYPE +VERSION +CLASS\n/);
      expect(stdout).toContain('org.apache.kafka.connect.transforms.predicates.TopicNameMatches');
    });

    test('get loggers and logs level show levels, and logs level sets them', async () => {
      const logger = 'org.apache.kafka.connect.cli.test';
      expect(await millrace('logs', 'level', logger, 'debug')).toEqual(done(`${logger} DEBUG\n`));
      expect(await millrace('logs', 'level', logger)).toEqual(done('DEBUG\n'));
      expect(await millrace('logs', 'level', logger, 'DEBUG')).toEqual(done(`${logger} was DEBUG already\n`));
      expect(await millrace('logs', 'level', logger, 'INFO', '--cluster')).toEqual(
        done(`${logger} INFO on all workers, in a moment\n`),
      );
      const { stdout } = await millrace('get', 'loggers');
      expect(stdout).toMatch(/^NAME +LEVEL +CHANGED\nroot +[A-Z]+ +\S+\n/);
      expect(await millrace('logs', 'level', logger, 'LOUD')).toMatchObject({ code: 3, stderr: expect.stringContaining('LOUD') });
    });

    test('describe connector tells everything', async () => {
      await makeSource(oddName, { 'millrace.label.team': 'orders', 'some.password': 'hush', 'other.password': '${env:NOWHERE}' });
      const { stdout, code } = await millrace('describe', 'connector', oddName);
      expect(code).toBe(0);
      expect(stdout).toContain(`Name:     ${oddName}\nType:     source\nClass:    FileStreamSource\n`);
      expect(stdout).toMatch(/\nState: +RUNNING\nWorker: +WORKER\nLabels: +team=orders\nTopics: /);
      expect(stdout).toMatch(/\nTasks \(1\)\n {2}0 {2}RUNNING {2}WORKER\n/);
      expect(stdout).toMatch(/\n {2}other\.password +\$\{env:NOWHERE\}\n {2}some\.password +\(hidden\)\n/);
      expect(stdout).not.toContain('hush');
      expect(await millrace('describe', 'connector', 'nobody')).toEqual({
        code: 3,
        stdout: '',
        stderr: 'Error: Connector nobody not found\nNext: See what there is: millrace get connectors\n',
      });
    });

    test('describe connector shows the trace of a task that has failed', async () => {
      await makeFailing('bad');
      const { stdout } = await millrace('describe', 'connector', 'bad');
      expect(stdout).toMatch(/\nTasks \(1\)\n {2}0 {2}FAILED {2}WORKER\n {5}\S*(Exception|Error)/);
    });

    test('pause, resume and stop do so, and wait', async () => {
      await makeSource('lines');
      expect(await millrace('pause', 'lines', '--wait')).toMatchObject({ code: 0, stdout: 'lines paused\n' });
      expect((await millrace('get', 'connectors')).stdout).toMatch(/lines {2}source {2}PAUSED {2}0\/1/);
      expect(await millrace('resume', 'connector', 'lines', '--wait')).toMatchObject({ code: 0, stdout: 'lines resumed\n' });
      expect(await millrace('stop', 'lines', '--wait')).toMatchObject({ code: 0, stdout: 'lines stopped\n' });
      expect((await millrace('get', 'connectors')).stdout).toMatch(/lines {2}source {2}STOPPED {2}0\/0/);
    });

    test('what goes wrong with one connector does not keep the others back', async () => {
      await makeSource('a');
      await makeSource('b');
      const { code, stdout, stderr } = await millrace('pause', 'a', 'nobody', 'b');
      expect({ code, stdout }).toEqual({ code: 3, stdout: 'a paused\nb paused\n' });
      expect(stderr).toContain('Error: nobody: Unknown connector nobody\n');
    });

    test('restart restarts the connector, its tasks, or what has failed', async () => {
      await makeSource('lines');
      expect(await millrace('restart', 'lines')).toEqual(done('lines restarted, without its tasks\n'));
      expect(await millrace('restart', 'lines', '--tasks', '--wait')).toMatchObject({
        code: 0,
        stdout: 'lines restarted, with its tasks\n',
      });
      expect(await millrace('restart', 'lines', '--task', '0', '--wait')).toMatchObject({
        code: 0,
        stdout: 'lines task 0 restarted\n',
      });
      expect(await millrace('restart', 'lines', '--task', '7')).toMatchObject({ code: 3 });
      expect(await millrace('restart', '--all', '--failed')).toMatchObject({
        code: 0,
        stdout: 'lines restarted, as far as it had failed\n',
      });
    });

    test('wait ends with 9 where a task has failed, with 8 when time is up, with 3 where there is nothing', async () => {
      await makeFailing('bad');
      expect(await millrace('wait', 'bad')).toMatchObject({
        code: 9,
        stderr: expect.stringMatching(/Error: Task 0 of connector bad has failed: [^]*Next: Mend what is wrong/),
      });
      await makeSource('lines');
      expect(await millrace('wait', 'lines', '--for', 'tasks=2', '--timeout', '3s')).toMatchObject({
        code: 8,
        stderr: expect.stringContaining('did not run with 2 tasks within'),
      });
      expect(await millrace('wait', 'lines', '--for', 'running')).toMatchObject({
        code: 0,
        stdout: 'lines has come to RUNNING\n',
      });
      expect(await millrace('wait', 'nobody', '--for', 'deleted')).toMatchObject({ code: 0, stdout: 'nobody is gone\n' });
    });

    test('patch sets and removes settings, and leaves the others', async () => {
      await makeSource('lines', { one: '1', two: '2' });
      expect(await millrace('patch', 'lines', 'one=9007199254740993', 'three=${x}', '--remove', 'two')).toEqual(
        done('lines patched (3 settings)\n'),
      );
      const [{ config }] = JSON.parse((await millrace('get', 'connectors', 'lines', '-o', 'json')).stdout);
      expect(config).toMatchObject({ one: '9007199254740993', three: '${x}', topic: 'lines' });
      expect(config).not.toHaveProperty('two');
    });

    test('delete deletes, by name or by label', async () => {
      await makeSource('a', { 'millrace.label.team': 'x' });
      await makeSource('b', { 'millrace.label.team': 'y' });
      expect(await millrace('delete', '-l', 'team=x')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('Say --yes to go on without a question.'),
      });
      expect(await millrace('delete', '-l', 'team=x', '--yes')).toEqual(done('a deleted\n'));
      expect(await millrace('delete', 'b', '--with-offsets', '--wait')).toMatchObject({
        code: 0,
        stdout: 'b deleted, with its offsets\n',
      });
      expect(await millrace('delete', 'b')).toMatchObject({ code: 3 });
      expect(await millrace('delete', 'b', '--ignore-missing')).toEqual(done('b is not there\n'));
      expect((await millrace('get', 'connectors')).stderr).toContain('There are no connectors.');
    });

    test('offsets are shown, set to any 64-bit integer, and forgotten', async () => {
      const name = 'offsets of lines';
      await makeSource(name);
      const partition = JSON.stringify({ filename: join(folder, 'in.txt') });
      const offset = ['--partition', partition, '--offset', '{"position":9007199254740993}'];
      expect(await millrace('offsets', 'set', name, ...offset, '--leave-stopped')).toMatchObject({
        code: 0,
        stdout: `${name} has 1 offset set, and is stopped\n`,
      });
      const table = await millrace('offsets', 'get', name);
      expect(table.stdout).toMatch(/^PARTITION +OFFSET\nfilename=FOLDER\/in\.txt {2}position=9007199254740993\n$/);
      const json = await raw('get', 'offsets', name, '-o', 'json');
      expect(json).toContain('"position": 9007199254740993');
      await file('offsets.json', json);
      expect(await millrace('offsets', 'reset', name, '--leave-stopped')).toMatchObject({
        code: 0,
        stdout: `${name} starts over when it is resumed\n`,
      });
      expect(await millrace('offsets', 'get', name)).toMatchObject({ code: 0, stderr: `${name} has no offsets yet.\n` });
      expect(await millrace('offsets', 'set', name, '-f', join(folder, 'offsets.json'))).toMatchObject({ code: 0 });
      expect(await raw('offsets', 'get', name, '-o', 'yaml')).toContain('position: 9007199254740993');
      await file('forget.yaml', 'offsets:\n  - partition: {filename: FOLDER/in.txt}\n    offset: null\n');
      expect(await millrace('offsets', 'set', name, '-f', join(folder, 'forget.yaml'))).toMatchObject({ code: 0 });
      expect(await millrace('offsets', 'reset', name, '--partition', partition)).toMatchObject({
        code: 0,
        stdout: `${name} starts over\n`,
      });
    });

    test('validate tells what is wrong, setting by setting, and what no plugin knows', async () => {
      await file(
        'two.yaml',
        'name: good\nconfig: {connector.class: FileStreamSource, topic: t, tpoic: t}\n---\nname: bad\nconfig:\n  connector.class: FileStreamSource\n  topic: t\n  tasks.max: many\n',
      );
      expect(await millrace('validate', '-f', join(folder, 'two.yaml'))).toMatchObject({
        code: 5,
        stdout: [
          'valid  good  FOLDER/two.yaml:1',
          '    ? no plugin knows: tpoic',
          'wrong  bad  FOLDER/two.yaml:4',
          '    ! tasks.max: Invalid value many for configuration tasks.max: Not a number of type INT',
          '    ! tasks.max: Invalid value null for configuration tasks.max: Value must be non-null',
          '',
        ].join('\n'),
      });
      await file('none.yaml', 'name: none\nconfig: {connector.class: NoSuchThing}\n');
      expect(await millrace('validate', '-f', join(folder, 'none.yaml'))).toMatchObject({
        code: 5,
        stdout: expect.stringContaining('Failed to find any class that implements Connector'),
      });
    });

    test('apply creates, changes and deletes what is to be so, and does nothing when it is so', async () => {
      const config = { 'connector.class': 'FileStreamSource', topic: 't', file: join(folder, 'in.txt') };
      await mkdir(join(folder, 'all', 'deeper'), { recursive: true });
      await file('all/one.json', JSON.stringify({ name: 'one', config: { ...config, 'tasks.max': 1 } }));
      await file(
        'all/two.yaml',
        `name: two\nconfig:\n${Object.entries(config)
          .map(([key, value]) => `  ${key}: ${value}\n`)
          .join('')}`,
      );
      await file(
        'all/deeper/three.properties',
        `name=three\n${Object.entries(config)
          .map(([key, value]) => `${key}=${value}\n`)
          .join('')}`,
      );
      const apply = (...more: string[]) => millrace('apply', '-f', join(folder, 'all'), '-l', 'team=a', '--prune', ...more);
      expect(sorted((await apply('--dry-run')).stdout)).toBe(
        sorted('+ three would be created\n+ one would be created\n+ two would be created\n3 connectors: 3 to be created\n'),
      );
      expect(sorted((await apply('--wait')).stdout)).toBe(
        sorted('+ three created\n+ one created\n+ two created\n3 connectors: 3 created\n'),
      );
      expect(await apply()).toEqual(done('3 connectors: nothing to do\n'));
      expect(await millrace('diff', '-f', join(folder, 'all'), '-l', 'team=a')).toEqual(done('3 connectors: nothing to do\n'));

      await file('all/one.json', JSON.stringify({ name: 'one', config: { ...config, 'tasks.max': 2, 'api.token': 'hush' } }));
      await rm(join(folder, 'all', 'two.yaml'));
      const difference = [
        '~ one would be changed',
        '    + api.token: (hidden)',
        '    - tasks.max: 1',
        '    + tasks.max: 2',
        '- two would be deleted',
        '3 connectors: 1 to be changed, 1 to be deleted, 1 with nothing to do',
      ].join('\n');
      expect(await millrace('diff', '-f', join(folder, 'all'), '-l', 'team=a', '--prune')).toMatchObject({
        code: 1,
        stdout: `${difference}\n`,
      });
      expect(sorted((await apply('--diff')).stdout)).toBe(
        sorted(`${difference.replaceAll('would be ', '').replaceAll('to be ', '')}\n`),
      );
      expect(await millrace('get', 'connectors', '-o', 'name')).toEqual(done('one\nthree\n'));
    });

    test('apply puts the good ones in place, tells what is wrong with the others, and ends with 5', async () => {
      await file(
        'mixed.yaml',
        'name: good\nconfig: {connector.class: FileStreamSource, topic: t}\n---\nname: bad\nconfig: {connector.class: FileStreamSource}\n',
      );
      const { code, stdout } = await millrace('apply', '-f', join(folder, 'mixed.yaml'));
      expect(code).toBe(5);
      expect(stdout).toContain('+ good created\n');
      expect(stdout).toContain('+ bad could not be created\n');
      expect(stdout).toContain('Missing required configuration "topic" which has no default value.');
      expect(stdout).toMatch(/\n2 connectors: 1 created, 1 failed\n$/);
      const dryRun = await millrace('apply', '-f', join(folder, 'mixed.yaml'), '--dry-run', '-o', 'json');
      expect(dryRun.code).toBe(5);
      expect(JSON.parse(dryRun.stdout)).toMatchObject([
        { name: 'good', action: 'nothing' },
        { name: 'bad', action: 'create', invalid: { topic: [expect.any(String)] } },
      ]);
    });

    test('export and apply change nothing: odd names, references to secrets, large integers, states', async () => {
      await makeSource(oddName, {
        'a.password': '${file:/secrets:key}',
        n: '9007199254740993',
        x: '1.0',
        text: ' two\nlines: "#" ',
        empty: '',
      });
      await makeSource('resting');
      await millrace('pause', 'resting', '--wait');
      for (const format of ['yaml', 'json', 'properties']) {
        const stdout = await raw('export', '--format', format);
        expect(stdout).toContain('${file:/secrets:key}');
        expect(await withInput(stdout, 'apply', '-f', '-')).toEqual(done('2 connectors: nothing to do\n'));
        await millrace('export', '--format', format, '--dir', join(folder, format));
        expect(await millrace('apply', '-f', join(folder, format))).toEqual(done('2 connectors: nothing to do\n'));
        expect(await readdir(join(folder, format))).toHaveLength(2);
      }
      expect(await readFile(join(folder, 'yaml', 'resting.yaml'), 'utf8')).toBe(
        `name: resting\ninitial_state: PAUSED\nconfig:\n  connector.class: FileStreamSource\n  file: ${folder}/in.txt\n  topic: lines\n`,
      );
      await millrace('delete', '--all', '--yes', '--wait');
      expect(await millrace('apply', '-f', join(folder, 'json'))).toMatchObject({ code: 0 });
      expect(await millrace('diff', '-f', join(folder, 'yaml'))).toEqual(done('2 connectors: nothing to do\n'));
      expect(await millrace('wait', 'resting', '--for', 'paused')).toMatchObject({ code: 0 });
    });

    test('create of one that is there already ends with 4, and of a wrong one with 5', async () => {
      await makeSource('lines');
      expect(await millrace('create', 'connector', 'lines', 'connector.class=FileStreamSource', 'topic=t')).toEqual({
        code: 4,
        stdout: '',
        stderr:
          'Error: Connector lines already exists\nNext: Change it by `millrace apply` or `millrace patch`, or take another name.\n',
      });
      expect(await millrace('create', 'wrong', 'connector.class=FileStreamSource')).toMatchObject({
        code: 5,
        stderr: expect.stringContaining('Missing required configuration "topic"'),
      });
    });

    test('top shows one table where there is no terminal', async () => {
      await makeSource('lines');
      const { stdout } = await millrace('top');
      expect(stdout).toMatch(/^NAME +TYPE +STATE +TASKS +REC\/S +LAG +WORKER\n/);
      expect(stdout).toMatch(
        hasMetrics ? /lines +source +RUNNING +1\/1 +[\d.]+ +\d+ +WORKER\n$/ : /lines +source +RUNNING +1\/1 +- +- +WORKER\n/,
      );
    });

    test('open tells the address', async () => {
      const { code, stdout } = await millrace('open', '--api', '--print');
      expect({ code, stdout }).toEqual({ code: 0, stdout: hasMetrics ? 'URL/openapi.json\n' : 'URL/\n' });
    });
  });
}

/** Lines that come in any order, in one. */
const sorted = (text: string): string => text.split('\n').toSorted().join('\n');
