import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPlugins, withoutDuplicates } from './find-plugins.ts';
import { readPluginPackage } from './plugin-package.ts';

const plugin = { class: 'com.example.A', type: 'source', module: './a.js', export: 'a' };

describe('plugin.path', () => {
  let dir = '';
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'millrace-plugins-'))));
  afterEach(() => rmSync(dir, { recursive: true }));
  const write = (name: string, description: unknown = { version: '1', millrace: { plugins: [plugin] } }) => {
    mkdirSync(join(dir, name), { recursive: true });
    writeFileSync(join(dir, name, 'package.json'), typeof description === 'string' ? description : JSON.stringify(description));
    writeFileSync(join(dir, name, 'a.js'), '');
    return join(dir, name);
  };
  const messageOf = (description: unknown) => {
    const found = readPluginPackage(write('p', description))!;
    expect(found.manifests).toEqual([]);
    return found.problems.map(({ message }) => message).join('\n');
  };

  it("reads what a package's package.json lists, with the package's version and the default export where it says no other", () => {
    const path = write('p', {
      name: 'p',
      version: '1.2.3',
      millrace: { plugins: [plugin, { class: 'com.example.B', type: 'sink', version: '9', module: 'a.js' }] },
    });
    const module = pathToFileURL(join(path, 'a.js')).href;
    expect(readPluginPackage(path)).toEqual({
      path,
      manifests: [
        { class: 'com.example.A', type: 'source', version: '1.2.3', module, export: 'a' },
        { class: 'com.example.B', type: 'sink', version: '9', module, export: 'default' },
      ],
      problems: [],
    });
  });

  it('takes no notice of what is no package with plugins', () => {
    expect(readPluginPackage(dir)).toBeNull();
    expect(readPluginPackage(join(dir, 'none'))).toBeNull();
    expect(readPluginPackage(write('p', { name: 'p' }))).toBeNull();
    expect(readPluginPackage(write('p', '[]'))).toBeNull();
  });

  it.each([
    ['{', 'package.json cannot be read'],
    [{ millrace: {} }, 'lists no plugins'],
    [{ millrace: null }, 'lists no plugins'],
    [{ millrace: { plugins: {} } }, 'lists no plugins'],
    [{ millrace: { plugins: [null] } }, 'plugins[0]: class is not a text'],
    [{ millrace: { plugins: [{ ...plugin, class: ' ' }] } }, 'class is not a text'],
    [{ millrace: { plugins: [{ ...plugin, type: 'connector' }] } }, 'type is not one of source, sink'],
    [{ millrace: { plugins: [plugin] } }, 'neither the plugin nor the package has a version'],
    [{ version: '1', millrace: { plugins: [{ ...plugin, export: 1 }] } }, 'export is not a text'],
    [{ version: '1', millrace: { plugins: [{ ...plugin, module: 'none.js' }] } }, 'is not a file of the package'],
    [{ version: '1', millrace: { plugins: [{ ...plugin, module: '/etc/hostname' }] } }, 'is not a file of the package'],
  ])('says of %j what is wrong and what would be right', (description, message) => {
    expect(messageOf(description)).toContain(message);
  });

  it('does not let a package list modules of others, by no way', () => {
    writeFileSync(join(dir, 'outside.js'), '');
    mkdirSync(join(dir, 'p'));
    symlinkSync(join(dir, 'outside.js'), join(dir, 'p/link.js'));
    for (const module of ['../outside.js', 'x/../../outside.js', './link.js', join(dir, 'outside.js'), '.']) {
      expect(messageOf({ version: '1', millrace: { plugins: [{ ...plugin, module }] } })).toContain(
        'is not a file of the package',
      );
    }
  });

  it('leads to the directories themselves, those in them, and those of their node_modules and scopes, each once', () => {
    const own = write('own');
    const packages = [write('many/a'), write('many/@scope/b'), write('many/node_modules/c'), write('many/node_modules/@scope/d')];
    write('many/a/node_modules/deep');
    write('many/no-plugins', {});
    writeFileSync(join(dir, 'many/file.txt'), '');
    symlinkSync(join(dir, 'own'), join(dir, 'many/link'));
    symlinkSync(join(dir, 'none'), join(dir, 'many/broken'));
    symlinkSync(join(dir, 'many/circle'), join(dir, 'many/circle'));
    const { packages: found, problems } = findPlugins(['own', '', join(dir, 'many')], dir);
    expect(found.map(({ path }) => path).toSorted()).toEqual([own, ...packages].toSorted());
    expect(problems).toEqual([]);
  });

  it('tells of a directory that cannot be read, and goes on with the others', () => {
    write('p');
    const { packages, problems } = findPlugins(['none', 'p'], dir);
    expect(packages).toHaveLength(1);
    expect(problems).toEqual([{ path: join(dir, 'none'), message: expect.stringContaining('ENOENT') as string }]);
  });

  it('leaves out what is there already in that version', () => {
    const [first, second] = [write('many/1'), write('many/2')];
    write('many/3', { version: '2', millrace: { plugins: [plugin] } });
    const { packages } = findPlugins(['many'], dir);
    const { packages: kept, problems } = withoutDuplicates([], packages);
    expect(kept.map(({ manifests }) => manifests.length)).toEqual([1, 0, 1]);
    expect(problems).toEqual([
      { path: second, message: `com.example.A, version 1, is there already, in ${first}; this one is left out` },
    ]);
    expect(withoutDuplicates(packages[0]!.manifests, packages).problems).toHaveLength(2);
  });
});
