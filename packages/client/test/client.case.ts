import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@millrace/tool-worker-process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  ApplyError,
  AlreadyExistsError,
  BadRequestError,
  ConnectClient,
  InvalidConfigError,
  NotFoundError,
} from '@millrace/client';
import { readPrograms, runProgram } from './documented-programs.ts';
import { type Fault, type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';
import { conflicts } from './kafka-connect-409.ts';

/** A Kafka Connect to be tried. */
export interface TestedServer {
  readonly url: string;
  stop(): Promise<void>;
}

const guides = ['../README.md', '../../../docs/sdk.md'].map((guide) => readPrograms(new URL(guide, import.meta.url)));
const programs = (await Promise.all(guides)).flat();

/** What the client promises, in front of a server of one kind and of a proxy that does harm. */
export function describeClient(kind: string, start: () => Promise<TestedServer>, names: readonly string[]): void {
  describe(`the client in front of ${kind}`, () => {
    let server: TestedServer;
    let proxy: FaultyProxy;
    let folder: string;
    let client: ConnectClient;
    let direct: ConnectClient;
    beforeAll(async () => {
      server = await start();
      proxy = await startFaultyProxy(server.url);
      folder = await mkdtemp(join(tmpdir(), 'millrace-client-'));
      await writeFile(join(folder, 'in.txt'), 'one\ntwo\nthree\n');
    }, 240_000);
    afterAll(async () => {
      await proxy.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    });
    beforeEach(() => {
      proxy.reset();
      client = new ConnectClient({ url: proxy.url, timeoutMs: 60_000, retry: { minDelayMs: 5 } });
      direct = new ConnectClient({ url: server.url });
    });
    afterEach(async () => {
      for (const name of await direct.connectors.list()) {
        await direct.connectors.delete(name);
        await direct.connectors.waitForDeleted(name);
      }
    });

    const config = (topic = 'lines') => ({
      'connector.class': 'FileStreamSource',
      'tasks.max': 1,
      file: join(folder, 'in.txt'),
      topic,
      'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    });
    const posts = () => proxy.requests.filter((request) => request === 'POST /connectors').length;

    test.each(names)('a connector named %j goes through its whole life', async (name) => {
      const created = await client.connectors.create({ name, config: config() });
      expect(created).toMatchObject({ name, type: 'source', config: { name, 'tasks.max': '1' } });
      expect(await client.connectors.list()).toEqual([name]);
      expect(await client.connectors.waitForRunning(name)).toMatchObject({ name, tasks: [{ id: 0, state: 'RUNNING' }] });
      expect((await client.connectors.list({ expand: ['status', 'info'] }))[name]?.info.config).toEqual(created.config);
      expect(await client.connectors.tasks(name)).toMatchObject([{ id: { connector: name, task: 0 } }]);
      expect(await client.connectors.taskStatus(name, 0)).toMatchObject({ id: 0, state: 'RUNNING' });

      expect(await client.connectors.pause(name)).toBeUndefined();
      await client.connectors.waitForState(name, 'PAUSED');
      expect(await client.connectors.resume(name)).toBeUndefined();
      await client.connectors.waitForRunning(name);
      expect(await client.connectors.restartTask(name, 0)).toBeUndefined();
      expect(await client.connectors.restart(name)).toBeUndefined();
      expect(await client.connectors.restartAndWait(name)).toMatchObject({ tasks: [{ state: 'RUNNING' }] });

      expect((await client.connectors.update(name, config('others'))).config.topic).toBe('others');
      expect((await client.connectors.patch(name, { topic: 'more', 'value.converter': null })).config).toEqual({
        ...created.config,
        topic: 'more',
        'value.converter': undefined,
      });
      expect(await client.connectors.stop(name)).toBeUndefined();
      await client.connectors.waitForState(name, 'STOPPED');
      expect(await client.connectors.resetTopics(name)).toBeUndefined();
      await expect.poll(() => client.connectors.topics(name)).toEqual([]);
      expect(await client.connectors.delete(name)).toBeUndefined();
      await client.connectors.waitForDeleted(name);
    });

    test('offsets are set and forgotten to the last digit, and the connector goes on as it was', async () => {
      const name = 'far';
      await client.connectors.create({ name, config: config() });
      await client.connectors.waitForRunning(name);
      const partition = { filename: join(folder, 'in.txt') };
      await client.connectors.alterOffsets(name, [{ partition, offset: { position: 4 } }]);
      await client.connectors.waitForRunning(name);

      await client.connectors.stop(name);
      const offset = { position: 9_007_199_254_740_993n };
      await client.connectors.alterOffsets(name, [{ partition, offset }]);
      expect(await client.connectors.offsets(name)).toEqual({ offsets: [{ partition, offset }] });
      await client.connectors.resetOffsets(name);
      expect(await client.connectors.offsets(name)).toEqual({ offsets: [] });
      await client.connectors.waitForState(name, 'STOPPED');
    });

    test('offsets that are refused leave a paused connector paused', async () => {
      await client.connectors.create({ name: 'a', config: config() });
      await client.connectors.waitForRunning('a');
      await client.connectors.pause('a');
      await client.connectors.waitForState('a', 'PAUSED');
      const refused = client.connectors.alterOffsets('a', [{ partition: { file: 'wrong' }, offset: { position: 1 } }], {
        retry: false,
      });
      await expect(refused).rejects.toMatchObject({ method: 'PATCH' });
      await client.connectors.waitForState('a', 'PAUSED');
    });

    test('every refusal is an error of its own class', async () => {
      await client.connectors.create({ name: 'a', config: config() });
      await expect(client.connectors.get('nobody')).rejects.toBeInstanceOf(NotFoundError);
      await expect(client.connectors.create({ name: 'a', config: config() })).rejects.toBeInstanceOf(AlreadyExistsError);
      await expect(client.raw.resetOffsets({ path: { name: 'a' } })).rejects.toBeInstanceOf(BadRequestError);
      await expect(client.loggers.get('nobody')).rejects.toMatchObject({ status: 404, message: 'Logger nobody not found.' });
    });

    test('a wrong configuration says what is wrong with which setting', async () => {
      const wrong = { ...config(), 'tasks.max': 'many', topic: '' };
      for (const refused of [
        () => client.connectors.create({ name: 'a', config: wrong }),
        () => client.connectors.update('a', wrong),
        () => client.connectors.create({ name: 'b', config: wrong }, { retry: false }),
      ]) {
        const error = await refused().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(InvalidConfigError);
        const { errors } = error as InvalidConfigError;
        expect(Object.keys(errors).toSorted()).toEqual(['tasks.max', 'topic']);
        expect(errors.topic).toEqual(['Invalid value  for configuration topic: String must be non-empty']);
      }
      await client.connectors.create({ name: 'a', config: config() });
      await expect(client.connectors.patch('a', { topic: null })).rejects.toMatchObject({
        errors: { topic: ['Missing required configuration "topic" which has no default value.'] },
      });
      const noClass = client.connectors.create({ name: 'b', config: { topic: 'x' } });
      await expect(noClass).rejects.toBeInstanceOf(InvalidConfigError);
      await expect(client.plugins.validate('FileStreamSource', { topic: 'x' })).rejects.toBeInstanceOf(InvalidConfigError);
    });

    test('the worker, its plugins and its loggers tell of themselves', async () => {
      expect((await client.info()).version).toMatch(/^\d+\.\d+/);
      expect(await client.health()).toMatchObject({ status: 'healthy' });
      const source = 'org.apache.kafka.connect.file.FileStreamSourceConnector';
      expect((await client.plugins.list()).map((plugin) => plugin.class)).toContain(source);
      expect((await client.plugins.list({ connectorsOnly: false })).map(({ type }) => type)).toContain('transformation');
      expect((await client.plugins.config('FileStreamSource')).map(({ name }) => name)).toContain('file');
      expect(await client.plugins.validate(config())).toMatchObject({ error_count: 1 });
      expect((await client.loggers.list()).root?.level).toMatch(/^[A-Z]+$/);
      expect(await client.loggers.set('a.b', 'DEBUG')).toEqual(['a.b']);
      expect(await client.loggers.get('a.b')).toMatchObject({ level: 'DEBUG' });
      expect(await client.loggers.set('a.b', 'INFO', { scope: 'cluster' })).toBeUndefined();
    });

    test.each<Fault>(['drop-answer', 'reset', 'truncate', 'garble', { status: 503 }, { status: 504 }])(
      'a connector is created once and only once although its answer is lost: %j',
      async (fault) => {
        proxy.fail([fault, fault], 'POST');
        expect((await client.connectors.create({ name: 'a', config: config() })).name).toBe('a');
        expect(await direct.connectors.list()).toEqual(['a']);
        expect(posts()).toBeGreaterThan(1);
      },
    );

    test('a create that had no answer in time finds its own connector', async () => {
      proxy.fail(['hang', 'hang', 'hang'], 'POST');
      const created = await client.connectors.create({ name: 'a', config: config() }, { attemptTimeoutMs: 1500 }).withResponse();
      expect(created.data.name).toBe('a');
      expect(created.attempts).toBeGreaterThan(1);
    });

    test('a create that had no answer finds the connector of somebody else, and says so', async () => {
      await direct.connectors.create({ name: 'a', config: config('another') });
      proxy.fail(['drop-request'], 'POST');
      await expect(client.connectors.create({ name: 'a', config: config() })).rejects.toBeInstanceOf(AlreadyExistsError);
      expect(posts()).toBe(2);
    });

    test('a create that was told at once that there is a connector like it does not take it for its own', async () => {
      await direct.connectors.create({ name: 'a', config: config() });
      await expect(client.connectors.create({ name: 'a', config: config() })).rejects.toBeInstanceOf(AlreadyExistsError);
      expect(posts()).toBe(1);
    });

    test('a delete whose answer is lost has deleted', async () => {
      await client.connectors.create({ name: 'a', config: config() });
      proxy.fail(['drop-answer'], 'DELETE');
      expect(await client.connectors.delete('a')).toBeUndefined();
      await expect(client.connectors.delete('a')).rejects.toBeInstanceOf(NotFoundError);
    });

    test.each(conflicts.slice(1))('a rebalance is waited out: $reason', async ({ message }) => {
      proxy.fail(
        Array.from({ length: 6 }, () => ({ status: 409, message })),
        'POST',
      );
      await client.connectors.create({ name: 'a', config: config() });
      expect(posts()).toBe(7);
    });

    test('a restart whose answer is lost is not repeated', async () => {
      await client.connectors.create({ name: 'a', config: config() });
      await client.connectors.waitForRunning('a');
      proxy.fail(['drop-answer'], 'POST');
      await expect(client.connectors.restart('a')).rejects.toMatchObject({ name: 'ConnectionError', attempts: 1 });
    });

    test('what can be read is read in spite of everything', async () => {
      await client.connectors.create({ name: 'a', config: config() });
      proxy.fail(['drop-request', 'truncate', 'garble', { status: 502 }], 'GET');
      expect(await client.connectors.list()).toEqual(['a']);
      proxy.fail([{ delayMs: 10_000 }], 'GET');
      await client.connectors.get('a', { attemptTimeoutMs: 5000 });
      expect(proxy.requests.filter((request) => request === 'GET /connectors/a')).toHaveLength(2);
    });

    test('another worker is asked when one cannot be reached', async () => {
      const urls = [`http://127.0.0.1:${await freePort()}`, proxy.url];
      const several = new ConnectClient({ urls });
      expect(await several.connectors.list().withResponse()).toMatchObject({ data: [], attempts: 2 });
      expect(await several.connectors.create({ name: 'a', config: config() }).withResponse()).toMatchObject({ attempts: 1 });
      expect(several.url).toBe(proxy.url);
    });

    test('connectors are made to be as desired, and left alone when they are', async () => {
      const desired = ['a', 'b', 'c'].map((name) => ({ name, config: config(name) }));
      const actions = async (...given: Parameters<ConnectClient['connectors']['apply']>) =>
        (await client.connectors.apply(...given)).steps.map(({ name, action }) => `${action} ${name}`);
      expect(await actions(desired, { dryRun: true })).toEqual(['create a', 'create b', 'create c']);
      expect(await direct.connectors.list()).toEqual([]);
      expect(await actions(desired)).toEqual(['create a', 'create b', 'create c']);
      const again = await client.connectors.apply(desired);
      expect(again).toMatchObject({
        changed: false,
        steps: [{ action: 'nothing' }, { action: 'nothing' }, { action: 'nothing' }],
      });

      proxy.requests.length = 0;
      const changed = [desired[0]!, { name: 'b', config: { ...config('x'), 'batch.size': 5 } }];
      expect((await client.connectors.apply(changed, { dryRun: true, prune: true })).steps).toEqual([
        { name: 'a', action: 'nothing', changes: [] },
        {
          name: 'b',
          action: 'change',
          changes: [
            { key: 'batch.size', from: undefined, to: '5' },
            { key: 'topic', from: 'b', to: 'x' },
          ],
        },
        { name: 'c', action: 'delete', changes: [] },
      ]);
      await client.connectors.apply(changed, { prune: ({ name }) => name === 'c' });
      expect(proxy.requests.filter((request) => /^(POST|DELETE|PUT.*config$)/.test(request)).toSorted()).toEqual([
        'DELETE /connectors/c',
        'PUT /connectors/b/config',
      ]);
    });

    test('a dry run tells what is wrong, and an apply does all that it can', async () => {
      const desired = [
        { name: 'a', config: { ...config(), 'tasks.max': 0 } },
        { name: 'b', config: config() },
      ];
      const dry = await client.connectors.apply(desired, { dryRun: true });
      expect(dry.steps[0]?.invalid).toEqual({
        'tasks.max': ['Invalid value 0 for configuration tasks.max: Value must be at least 1'],
      });
      expect(dry.steps[1]).not.toHaveProperty('invalid');
      const error = await client.connectors.apply(desired).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ApplyError);
      expect((error as ApplyError).result.steps).toMatchObject([{ error: { name: 'InvalidConfigError' } }, { name: 'b' }]);
      expect(await direct.connectors.list()).toEqual(['b']);
    });

    test.each(programs)('the documented program runs as it stands: $title', async ({ source, prints }) => {
      expect(await runProgram(source, server.url)).toBe(prints);
    });
  });
}
