import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { echoPlugin, echoSource, markTransformation, writePluginPackage } from './plugin-packages.ts';

describe('a worker with a plugin.path', { timeout: 120_000 }, () => {
  let dir = '';
  let worker: WorkerProcess | null = null;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'millrace-plugin-path-'));
  });
  afterEach(async () => {
    await worker?.dispose();
    worker = null;
    await rm(dir, { recursive: true, force: true });
  });
  const start = async (overrides: Readonly<Record<string, string>> = {}) => {
    const properties = { 'plugin.path': join(dir, 'plugins'), 'value.converter': 'StringConverter', ...overrides };
    return (worker = await startWorkerProcess({ dataDir: join(dir, 'data'), overrides: properties }));
  };
  const inPath = (name: string) => join(dir, 'plugins', name);
  const request = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(worker!.url + path, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  const create = (name: string, config: Readonly<Record<string, string>>) => request('PUT', `/connectors/${name}/config`, config);
  const lines = async (name: string) => (await readFile(join(dir, name), 'utf8').catch(() => '')).split('\n').filter(Boolean);

  it('runs several versions of a connector side by side, and says which', async () => {
    for (const version of ['1.0.0', '1.1.0', '2.0.0']) {
      const files = { 'echo.js': echoSource(`I am ${version}`) };
      writePluginPackage(inPath(`echo-${version}`), { version, plugins: [echoPlugin], files });
    }
    await start();
    const { body: plugins } = await request('GET', '/connector-plugins');
    const echoes = (plugins as { class: string; version: string }[]).filter((plugin) => plugin.class === echoPlugin.class);
    expect(echoes.map(({ version }) => version)).toEqual(['1.0.0', '1.1.0', '2.0.0']);

    await create('newest', { 'connector.class': 'EchoSource', topic: 'said' });
    await create('exact', { 'connector.class': 'EchoSource', 'connector.plugin.version': '[1.0.0]', topic: 'said' });
    await create('range', { 'connector.class': 'EchoSource', 'connector.plugin.version': '[1.0,2.0)', topic: 'said' });
    await create('out', { 'connector.class': 'FileStreamSink', topics: 'said', file: join(dir, 'out') });
    await expect.poll(() => lines('out'), { timeout: 60_000 }).toHaveLength(3);
    expect((await lines('out')).toSorted()).toEqual(['I am 1.0.0', 'I am 1.1.0', 'I am 2.0.0']);
    for (const [name, version] of [
      ['newest', '2.0.0'],
      ['exact', '1.0.0'],
      ['range', '1.1.0'],
    ] as const) {
      const { body } = await request('GET', `/connectors/${name}/status`);
      expect(body).toMatchObject({ connector: { state: 'RUNNING', version }, tasks: [{ state: 'RUNNING', version }] });
    }
    const none = await create('none', { 'connector.class': 'EchoSource', 'connector.plugin.version': '[3.0.0]', topic: 'said' });
    expect(none).toMatchObject({ status: 400, body: { message: expect.stringContaining('1.0.0, 1.1.0, 2.0.0') as string } });
    expect(worker!.output()).toContain('3 plugins of 3 packages in plugin.path');
  });

  it('runs several versions of a transformation, in one connector', async () => {
    for (const version of ['1.0', '2.0', '2.5']) {
      const plugins = [{ class: 'com.example.Mark', type: 'transformation', module: './mark.js', export: 'mark' }];
      writePluginPackage(inPath(`mark-${version}`), { version, plugins, files: { 'mark.js': markTransformation(version) } });
    }
    writePluginPackage(inPath('echo'), { plugins: [echoPlugin], files: { 'echo.js': echoSource('said') } });
    await start();
    const config = {
      'connector.class': 'EchoSource',
      topic: 'said',
      transforms: 'a,b,c',
      'transforms.a.type': 'com.example.Mark',
      'transforms.a.plugin.version': '[1.0]',
      'transforms.b.type': 'Mark',
      'transforms.b.plugin.version': '[2.0,2.5)',
      'transforms.c.type': 'Mark',
    };
    await create('in', config);
    await create('out', { 'connector.class': 'FileStreamSink', topics: 'said', file: join(dir, 'out') });
    await expect.poll(() => lines('out'), { timeout: 60_000 }).toEqual(['said 1.0 2.0 2.5']);
    const path = '/connector-plugins/EchoSource/config/validate';
    const { body } = await request('PUT', path, { ...config, name: 'c', 'transforms.c.plugin.version': '[9.9]' });
    const { configs } = body as { configs: { value: { name: string; recommended_values: string[]; errors: string[] } }[] };
    const version = configs.map(({ value }) => value).find(({ name }) => name === 'transforms.c.plugin.version')!;
    expect(version.recommended_values).toEqual(['1.0', '2.0', '2.5']);
    expect(version.errors.join()).toContain('available versions: [1.0, 2.0, 2.5]');
    const wrong = await create('in', { ...config, 'transforms.c.plugin.version': '[9.9]' });
    expect(wrong.status).toBe(400);
  });

  it('reports what cannot be loaded, and runs the rest', async () => {
    writePluginPackage(inPath('good'), { plugins: [echoPlugin], files: { 'echo.js': echoSource('hello') } });
    const broken = { class: 'com.example.Broken', type: 'source', module: './broken.js', export: 'broken' };
    const files = { 'broken.js': "throw new Error('this module is broken');" };
    writePluginPackage(inPath('broken'), { plugins: [broken], files });
    writePluginPackage(inPath('spinning'), {
      plugins: [{ ...broken, class: 'com.example.Exits' }],
      files: { 'broken.js': 'process.exit(3);' },
    });
    await writeFile(join(dir, 'notes.txt'), 'no directory');
    await start({ 'plugin.path': `${join(dir, 'plugins')},${join(dir, 'none')}` });
    await create('in', { 'connector.class': 'EchoSource', topic: 'said' });
    await create('out', { 'connector.class': 'FileStreamSink', topics: 'said', file: join(dir, 'out') });
    await expect.poll(() => lines('out'), { timeout: 60_000 }).toEqual(['hello']);
    const output = worker!.output();
    const logged = output.split('\n').filter((line) => line.includes('"logger":"millrace.plugins"'));
    expect(logged).toHaveLength(3);
    for (const part of ['this module is broken', 'ended its thread', `${join(dir, 'none')}: the directory of plugin.path`]) {
      expect(logged.join('\n')).toContain(part);
      expect(output.slice(output.indexOf('Millrace is ready'))).toContain(part);
    }
    const { status } = await create('broken', { 'connector.class': 'com.example.Broken', topic: 'said' });
    expect(status).toBe(400);
  });

  it('imports nothing that a configuration names', async () => {
    const marker = join(dir, 'imported');
    const text = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(marker)}, 'x');`;
    const outside = join(dir, 'outside.mjs');
    await writeFile(outside, text);
    writePluginPackage(inPath('good'), {
      plugins: [echoPlugin],
      files: { 'echo.js': echoSource('hello'), 'unlisted.js': text },
    });
    const escaping = ['../../outside.mjs', outside, '..', '.'].map((module, at) => {
      const { type, export: name } = echoPlugin;
      return { class: `com.example.E${at}`, type, module, export: name };
    });
    writePluginPackage(inPath('escaping'), { plugins: escaping, files: {} });
    await start();
    for (const name of [outside, `file://${outside}`, inPath('good/unlisted.js'), './unlisted.js', 'node:fs', 'com.example.E0']) {
      const configs: Record<string, string>[] = [
        { 'connector.class': name, topic: 't' },
        { 'connector.class': 'EchoSource', topic: 't', 'value.converter': name },
        { 'connector.class': 'EchoSource', topic: 't', transforms: 'a', 'transforms.a.type': name },
      ];
      for (const config of configs) {
        expect((await create('c', config)).status, JSON.stringify(config)).toBe(400);
        await request('PUT', '/connector-plugins/EchoSource/config/validate', { ...config, name: 'c' });
      }
      await request('GET', `/connector-plugins/${encodeURIComponent(name)}/config`);
    }
    await expect(readFile(marker)).rejects.toThrow('ENOENT');
    expect(worker!.output().match(/is not a file of the package/g)!.length).toBeGreaterThanOrEqual(4);
  });
});
