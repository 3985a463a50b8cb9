import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, runWorkerProcess, startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writePluginPackage } from './plugin-packages.ts';
import { telltaleModule, telltalePlugins, vaultModule } from './telltale-plugins.ts';

const SECRETS = { file: 'fi1e-s3cr3t "quoted"', dir: 'd1rectory s3cr3t', env: 'env1ronment-s3cr3t' };
/** How they may be written: as they are, within JSON, within a URL. */
const FORMS = Object.values(SECRETS).flatMap((secret) => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
]);

describe('a worker with config providers', { timeout: 120_000 }, () => {
  let dir = '';
  let worker: WorkerProcess | null = null;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'millrace-secrets-'));
    await mkdir(join(dir, 'secrets'));
    await writeFile(
      join(dir, 'secrets/db.properties'),
      `password=${SECRETS.file}\npin=17\nbad=x4\ntopic=told\ntasks=2\ngroup=readers-of-told\n`,
    );
    await writeFile(join(dir, 'secrets/password'), `${SECRETS.dir}\n`);
    writePluginPackage(join(dir, 'plugins/telltale'), { plugins: telltalePlugins, files: { 'telltale.js': telltaleModule } });
  });
  afterEach(async () => {
    await worker?.dispose();
    worker = null;
    await rm(dir, { recursive: true, force: true });
  });

  const providers = () => ({
    'config.providers': 'file,dir,env',
    'config.providers.file.class': 'org.apache.kafka.common.config.provider.FileConfigProvider',
    'config.providers.file.param.allowed.paths': join(dir, 'secrets'),
    'config.providers.dir.class': 'org.apache.kafka.common.config.provider.DirectoryConfigProvider',
    'config.providers.dir.param.allowed.paths': join(dir, 'secrets'),
    'config.providers.env.class': 'org.apache.kafka.common.config.provider.EnvVarConfigProvider',
    'config.providers.env.param.allowlist.pattern': 'MY_.*',
    'plugin.path': join(dir, 'plugins'),
    'value.converter': 'StringConverter',
    'offset.flush.interval.ms': '100',
    'log.level': 'TRACE',
  });
  const start = async (overrides: Readonly<Record<string, string>> = {}) => {
    worker = await startWorkerProcess({
      dataDir: join(dir, 'data'),
      overrides: { ...providers(), ...overrides },
      env: { MY_SECRET: SECRETS.env, OTHER_SECRET: SECRETS.env },
    });
    return worker;
  };

  /** Everything that was ever answered. */
  let answers = '';
  const request = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(worker!.url + path, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    answers += `${text}\n`;
    return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>) };
  };
  const create = (name: string, config: Readonly<Record<string, string>>) => request('PUT', `/connectors/${name}/config`, config);
  const statusOf = async (name: string) => {
    const { body } = await request('GET', `/connectors/${name}/status`);
    const { connector, tasks } = body as { connector?: { state: string }; tasks?: { state: string }[] };
    return [connector?.state, ...(tasks ?? []).map(({ state }) => state)].join(' ');
  };
  const lines = async (name: string) => (await readFile(join(dir, name), 'utf8').catch(() => '')).split('\n').filter(Boolean);

  const file = () => `\${file:${join(dir, 'secrets/db.properties')}:password}`;
  const fileKey = (key: string) => `\${file:${join(dir, 'secrets/db.properties')}:${key}}`;
  const inDirectory = () => `\${dir:${join(dir, 'secrets')}:password}`;
  const source = (more: Readonly<Record<string, string>> = {}) => ({
    'connector.class': 'com.example.TelltaleSource',
    secret: file(),
    'open.secret': `user=\${env:MY_SECRET}; password=${inDirectory()}`,
    pin: fileKey('pin'),
    topic: fileKey('topic'),
    ...more,
  });

  /** Stored bytes, log lines and answers. */
  async function expectNothingTold(): Promise<void> {
    const texts = new Map([
      ['log', worker!.output()],
      ['answers', answers],
    ]);
    for (const entry of await readdir(join(dir, 'data'), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) texts.set(path, await readFile(path, 'latin1'));
    }
    expect(texts.size).toBeGreaterThan(2);
    for (const [where, text] of texts) {
      for (const form of FORMS) expect(text.includes(form), `${form} in ${where}`).toBe(false);
    }
  }

  it('looks values up for connectors and tasks, several in one value, and keeps the variables where it stores and shows', async () => {
    await start();
    const config = source({ 'tasks.max': fileKey('tasks') });
    await create('src', config);
    await create('snk', { 'connector.class': 'FileStreamSink', topics: fileKey('topic'), file: join(dir, 'out') });
    await expect.poll(() => lines('out'), { timeout: 60_000 }).toHaveLength(2);
    const length = SECRETS.file.length;
    expect(await lines('out')).toEqual(Array(2).fill(`${length} ${length + 'db://user:@host'.length} ${length}`));

    const shown = { ...config, name: 'src' };
    expect((await request('GET', '/connectors/src/config')).body).toEqual(shown);
    const { body: tasks } = await request('GET', '/connectors/src/tasks');
    const taskConfig = { ...shown, 'derived.url': `db://user:${file()}@host`, copied: file() };
    expect(tasks).toEqual([
      { id: { connector: 'src', task: 0 }, config: { ...taskConfig, 'task.class': 'com.example.TelltaleTask' } },
      { id: { connector: 'src', task: 1 }, config: { ...taskConfig, 'task.class': 'com.example.TelltaleTask' } },
    ]);
    expect((await request('GET', '/connectors/snk/tasks')).body).toMatchObject([{ config: { topics: fileKey('topic') } }]);
    expect((await request('GET', '/connectors/snk/topics')).body).toEqual({ snk: { topics: ['told'] } });
    await expectNothingTold();

    await worker!.terminate();
    await start();
    await expect.poll(() => statusOf('src')).toBe('RUNNING RUNNING RUNNING');
    await expectNothingTold();
  });

  it('finds the offsets of a sink whose consumer group is a variable', async () => {
    await start();
    await create('src', source());
    const group = { 'consumer.override.group.id': fileKey('group') };
    await create('snk', { 'connector.class': 'FileStreamSink', topics: 'told', file: join(dir, 'out'), ...group });
    await expect.poll(() => lines('out'), { timeout: 60_000 }).not.toHaveLength(0);
    await request('PUT', '/connectors/snk/stop');
    await expect.poll(() => statusOf('snk')).toBe('STOPPED');
    const offsets = async () => ((await request('GET', '/connectors/snk/offsets')).body as { offsets: unknown[] }).offsets;
    await expect.poll(offsets).toHaveLength(1);
    expect((await request('DELETE', '/connectors/snk/offsets')).status).toBe(200);
    expect(await offsets()).toEqual([]);
  });

  it('tells no secret when a plugin does', async () => {
    await start();
    for (const fail of ['start', 'taskConfigs', 'task', 'poll']) await create(`fails-${fail}`, source({ fail }));
    await expect.poll(() => statusOf('fails-start')).toBe('FAILED');
    await expect.poll(() => statusOf('fails-task')).toBe('RUNNING FAILED');
    await expect.poll(() => statusOf('fails-poll')).toBe('RUNNING FAILED');
    const { body } = await request('GET', '/connectors/fails-poll/tasks/0/status');
    expect(body!['trace']).toContain(`could not log in to db://user:${file()}@host with ${file()}`);

    const sink = { 'connector.class': 'com.example.TelltaleSink', topics: 'told', secret: file() };
    await create('src', source());
    await create('snk', sink);
    await create('dlq', {
      ...sink,
      'errors.tolerance': 'all',
      'errors.log.enable': 'true',
      'errors.log.include.messages': 'true',
      'errors.deadletterqueue.topic.name': 'dead',
      'errors.deadletterqueue.context.headers.enable': 'true',
    });
    await create('letters', { 'connector.class': 'FileStreamSink', topics: 'dead', file: join(dir, 'letters') });
    await expect.poll(() => statusOf('snk'), { timeout: 60_000 }).toBe('RUNNING FAILED');
    await expect.poll(() => lines('letters'), { timeout: 60_000 }).toHaveLength(1);

    for (const fail of ['validate', 'advice']) {
      const { status } = await create('refused', source({ fail }));
      expect(status).toBeGreaterThanOrEqual(400);
      await request('PUT', '/connector-plugins/com.example.TelltaleSource/config/validate', source({ fail, name: 'c' }));
    }
    await create('offsets', source({ fail: 'alterOffsets' }));
    await request('PUT', '/connectors/offsets/stop');
    await expect.poll(() => statusOf('offsets')).toBe('STOPPED');
    expect((await request('DELETE', '/connectors/offsets/offsets')).status).toBe(400);
    for (const path of ['/connectors?expand=status&expand=info', '/connector-plugins?connectorsOnly=false', '/metrics']) {
      await fetch(worker!.url + path).then(async (answer) => (answers += await answer.text()));
    }
    expect(worker!.output()).toContain(`refused by ${file()}`);
    await expectNothingTold();
  });

  it('validates with the values and answers with the variables', async () => {
    await start();
    const validate = async (more: Readonly<Record<string, string>>) => {
      const path = '/connector-plugins/com.example.TelltaleSource/config/validate';
      const { body } = await request('PUT', path, source({ name: 'c', ...more }));
      const configs = body!['configs'] as { value: { name: string; value: string | null; errors: string[] } }[];
      const values = new Map(configs.map(({ value }) => [value.name, value]));
      return { errors: body!['error_count'], values };
    };
    const good = await validate({});
    expect(good.errors).toBe(0);
    expect(good.values.get('pin')).toMatchObject({ value: fileKey('pin'), errors: [] });
    expect(good.values.get('secret')).toMatchObject({ value: '[hidden]' });
    expect(good.values.get('advice')).toMatchObject({ value: `use ${file()}` });
    const bad = await validate({ pin: fileKey('bad'), 'tasks.max': '${env:MY_SECRET}' });
    expect(bad.values.get('pin')!.errors).toEqual([
      `Invalid value ${fileKey('bad')} for configuration pin: Not a number of type INT`,
    ]);
    expect(bad.values.get('tasks.max')!.errors[0]).toBe(
      'Invalid value ${env:MY_SECRET} for configuration tasks.max: Not a number of type INT',
    );
    await expectNothingTold();
  });

  it('leaves what it does not know or may not read as it is, and fails for a file that is not there', async () => {
    await start();
    const unresolved = [
      '${vault:a/b:c}',
      '${env:OTHER_SECRET}',
      '${file:/etc/hostname:x}',
      fileKey('no.such.key'),
      '${file}',
      '${}',
    ];
    await create('src', source({ 'open.secret': unresolved.join(' ') }));
    await expect.poll(() => statusOf('src')).toBe('RUNNING RUNNING');
    const { body } = await request('GET', '/connectors/src/tasks');
    expect(body).toMatchObject([{ config: { 'open.secret': unresolved.join(' ') } }]);
    expect(worker!.output()).toContain('The path /etc/hostname is not allowed to be accessed');
    expect(worker!.output()).toContain('The environment variable OTHER_SECRET is not allowed to be used');

    const missing = join(dir, 'secrets/none.properties');
    const refused = await create('missing', source({ secret: `\${file:${missing}:a}` }));
    expect(refused).toMatchObject({ status: 500, body: { message: `Could not read properties from file ${missing}` } });
    await rm(join(dir, 'secrets/db.properties'));
    await request('POST', '/connectors/src/restart?includeTasks=true');
    await expect.poll(() => statusOf('src')).toBe('FAILED FAILED');
    const { body: status } = await request('GET', '/connectors/src/tasks/0/status');
    expect(status!['trace']).toMatch(
      /^org\.apache\.kafka\.common\.config\.ConfigException: Could not read properties from file /,
    );
    await expectNothingTold();
  });

  it('restarts the tasks that have an old value when their connector starts with a new one', async () => {
    await start();
    await create('src', source());
    await create('snk', { 'connector.class': 'FileStreamSink', topics: 'told', file: join(dir, 'out') });
    await expect.poll(() => lines('out'), { timeout: 60_000 }).toHaveLength(1);
    await writeFile(join(dir, 'secrets/db.properties'), 'password=another1\npin=17\ntopic=told\n');
    await request('POST', '/connectors/src/restart');
    await expect.poll(() => lines('out'), { timeout: 60_000 }).toHaveLength(2);
    expect((await lines('out'))[1]).toBe('8 23 8');
    await request('POST', '/connectors/src/restart');
    await expect.poll(() => statusOf('src')).toBe('RUNNING RUNNING');
    expect(await lines('out')).toHaveLength(2);
  });

  it('looks values up again when they expire, with a provider of plugin.path', async () => {
    const vault = join(dir, 'vault');
    await writeFile(vault, 'first-value');
    const plugins = [
      { class: 'com.example.VaultConfigProvider', type: 'config_provider', module: './vault.js', export: 'vault' },
    ];
    writePluginPackage(join(dir, 'plugins/vault'), { plugins, files: { 'vault.js': vaultModule } });
    await start({
      'config.providers': 'vault,file',
      'config.providers.vault.class': 'com.example.VaultConfigProvider',
      'config.providers.vault.param.address': vault,
    });
    const config = source({ secret: '${vault:a/b:password}', 'open.secret': '' });
    await create('src', config);
    await create('still', { ...config, topic: 'still', 'config.action.reload': 'none' });
    await create('snk', { 'connector.class': 'FileStreamSink', 'topics.regex': 'told|still', file: join(dir, 'out') });
    await expect.poll(() => lines('out'), { timeout: 60_000 }).toHaveLength(2);
    await writeFile(vault, 'another-value');
    await expect.poll(() => lines('out'), { timeout: 60_000 }).toHaveLength(3);
    expect((await lines('out'))[2]).toBe('13 28 13');
    expect(worker!.output()).toContain('Scheduling a restart of connector src in 1000 ms');
    expect(worker!.output()).not.toContain('restart of connector still');
    expect((await request('GET', '/connector-plugins?connectorsOnly=false')).body).not.toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'config_provider' })]),
    );
    for (const text of [worker!.output(), answers]) expect(text).not.toMatch(/first-value|another-value/);
  });

  it('resolves its own properties too, and hides them', async () => {
    await writeFile(join(dir, 'secrets/worker.properties'), `level=DEBUG\nschemas=false\nwrong=${SECRETS.file}\n`);
    const own = (key: string) => `\${file:${join(dir, 'secrets/worker.properties')}:${key}}`;
    await start({ 'log.level': own('level'), 'producer.client.id': '${env:MY_SECRET}' });
    expect((await request('GET', '/admin/loggers/root')).body).toMatchObject({ level: 'DEBUG' });
    await expectNothingTold();
    await worker!.terminate();
    const run = async (overrides: Readonly<Record<string, string>>) =>
      runWorkerProcess({ dataDir: join(dir, 'data'), port: await freePort(), overrides: { ...providers(), ...overrides } });
    const { code, output } = await run({ 'offset.flush.interval.ms': own('wrong') });
    expect([code, output]).toEqual([1, expect.stringContaining('for configuration offset.flush.interval.ms')]);
    expect(output).not.toContain(SECRETS.file);
    expect((await run({ 'config.providers.file.param.allowed.paths': 'relative' })).output).toBe(
      "The worker's configuration cannot be resolved by its config providers: Path relative is not absolute\n",
    );
    expect((await run({ 'config.providers.file.class': 'no.such.Class' })).output).toContain(
      'Invalid value no.such.Class for configuration config.providers.file.class: Could not load config provider class',
    );
  });

  it('reads nothing without an allow-list', async () => {
    const open = { 'config.providers.file.param.allowed.paths': '', 'config.providers.env.param.allowlist.pattern': 'nothing' };
    await start(open);
    await create('src', source({ pin: '1', topic: 'told' }));
    await expect.poll(() => statusOf('src')).toBe('RUNNING RUNNING');
    const [beforeReady, afterReady] = worker!.output().split('Millrace is ready');
    expect(beforeReady).toContain('Config provider file: it has no allowed.paths, so it reads nothing');
    expect(afterReady).toContain('is not allowed to be accessed: the config provider has no allowed.paths');
    await expectNothingTold();
  });
});
