import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import type { ConfigProvider, ConfigProviderPlugin, Properties } from '@millrace/connector-api';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { directoryConfigProvider } from '../src/config-providers/directory-config-provider.ts';
import { envVarConfigProvider } from '../src/config-providers/env-var-config-provider.ts';
import { fileConfigProvider } from '../src/config-providers/file-config-provider.ts';
import { useTemporaryDirectory } from './temporary-directory.ts';

const pathOf = useTemporaryDirectory();

async function create(plugin: ConfigProviderPlugin, props: Properties) {
  const warnings: string[] = [];
  const provider = await plugin.create(props, { warn: (message) => warnings.push(message) });
  const get = async (path: string, ...keys: string[]) => Object.fromEntries((await look(provider, path, keys)).data);
  return { get, warnings };
}

const look = async (provider: ConfigProvider, path: string, keys: string[]) => provider.get(path, new Set(keys));

const allowing = (...names: string[]): Properties => ({ 'allowed.paths': names.map(pathOf).join(',') });

describe('the file config provider', () => {
  it('reads keys of a properties file in UTF-8, and leaves out what is not there', async () => {
    await writeFile(pathOf('a.properties'), '# comment\nuser = jörg\npassword=a\\=b\\u0020c\n__proto__=p\n');
    const { get, warnings } = await create(fileConfigProvider, allowing('a.properties'));
    expect(await get(pathOf('a.properties'), 'user', 'password', 'constructor')).toEqual({ user: 'jörg', password: 'a=b c' });
    const data = await get(pathOf('a.properties'), '__proto__');
    expect(Object.entries(data)).toEqual([['__proto__', 'p']]);
    expect(warnings).toEqual([]);
  });

  it('has nothing without a path', async () => {
    const { get } = await create(fileConfigProvider, allowing(''));
    expect(await get('', 'a')).toEqual({});
  });

  it('reads nothing without allowed.paths, and says so', async () => {
    await writeFile(pathOf('a.properties'), 'a=1');
    for (const props of [{} as Properties, { 'allowed.paths': '' }, { 'allowed.paths': ' , ' }]) {
      const { get, warnings } = await create(fileConfigProvider, props);
      expect(await get(pathOf('a.properties'), 'a')).toEqual({});
      expect(warnings).toEqual([
        'it has no allowed.paths, so it reads nothing',
        `The path ${pathOf('a.properties')} is not allowed to be accessed: the config provider has no allowed.paths`,
      ]);
    }
  });

  it('does not leave the allowed paths by .., by a name that begins alike, by a relative path or by a link', async () => {
    await mkdir(pathOf('in'));
    for (const name of ['out.properties', 'inner.properties', 'in/a.properties']) await writeFile(pathOf(name), 'a=1');
    await symlink(pathOf('out.properties'), pathOf('in/link.properties'));
    await symlink(pathOf('in/a.properties'), pathOf('in/inside.properties'));
    const { get, warnings } = await create(fileConfigProvider, allowing('in'));
    for (const name of ['in/../out.properties', 'inner.properties', 'in/link.properties', 'out.properties']) {
      expect(await get(pathOf(name), 'a'), name).toEqual({});
    }
    expect(await get('in/a.properties', 'a')).toEqual({});
    expect(warnings).toHaveLength(5);
    for (const name of ['in/a.properties', 'in/../in//a.properties', 'in/inside.properties']) {
      expect(await get(pathOf(name), 'a'), name).toEqual({ a: '1' });
    }
  });

  it('follows a link that is an allowed path itself', async () => {
    await mkdir(pathOf('real'));
    await writeFile(pathOf('real/a.properties'), 'a=1');
    await symlink(pathOf('real'), pathOf('linked'));
    const { get } = await create(fileConfigProvider, allowing('linked'));
    expect(await get(pathOf('linked/a.properties'), 'a')).toEqual({ a: '1' });
  });

  it('fails with the path, and nothing of the content, for what it cannot read', async () => {
    await mkdir(pathOf('dir'));
    await writeFile(pathOf('latin.properties'), Buffer.from([0x61, 0x3d, 0xe4]));
    await writeFile(pathOf('escape.properties'), 'a=\\u00zz secret');
    execFileSync('mkfifo', [pathOf('fifo')]);
    const { get } = await create(fileConfigProvider, allowing(''));
    for (const name of ['missing.properties', 'dir', 'latin.properties', 'escape.properties', 'fifo']) {
      await expect(get(pathOf(name), 'a')).rejects.toThrow(
        expect.objectContaining({ name: 'ConfigError', message: `Could not read properties from file ${pathOf(name)}` }),
      );
    }
  });

  it('refuses allowed.paths that are not absolute or not there', async () => {
    await expect(create(fileConfigProvider, { 'allowed.paths': 'a/b' })).rejects.toThrow('Path a/b is not absolute');
    await expect(create(fileConfigProvider, allowing('none'))).rejects.toThrow(`Path ${pathOf('none')} does not exist`);
  });
});

describe('the directory config provider', () => {
  it('reads whole files by their names, and leaves out what is no regular file', async () => {
    await mkdir(pathOf('in/sub'), { recursive: true });
    await writeFile(pathOf('in/password'), 'pässword\n');
    await writeFile(pathOf('in/sub/deep'), 'x');
    await writeFile(pathOf('out'), 'x');
    await symlink(pathOf('in/password'), pathOf('in/link'));
    await symlink(pathOf('out'), pathOf('in/outward'));
    await symlink(pathOf('nowhere'), pathOf('in/broken'));
    const { get } = await create(directoryConfigProvider, allowing('in'));
    expect(
      await get(pathOf('in'), 'password', 'link', 'outward', 'broken', 'sub', 'sub/deep', '../out', '..', '.', 'none'),
    ).toEqual({ password: 'pässword\n', link: 'pässword\n' });
  });

  it('reads the links within a directory that Kubernetes mounts secrets by', async () => {
    await mkdir(pathOf('in/..2026'), { recursive: true });
    await writeFile(pathOf('in/..2026/password'), 'p');
    await symlink('..2026', pathOf('in/..data'));
    await symlink('..data/password', pathOf('in/password'));
    const { get } = await create(directoryConfigProvider, allowing('in'));
    expect(await get(pathOf('in'), 'password')).toEqual({ password: 'p' });
  });

  it('has nothing where it may not read, or where there is no directory', async () => {
    await writeFile(pathOf('file'), 'x');
    const { get, warnings } = await create(directoryConfigProvider, allowing('file'));
    expect(await get('/etc', 'hostname')).toEqual({});
    expect(await get(pathOf('file'), 'file')).toEqual({});
    expect(await get('', 'file')).toEqual({});
    expect(warnings).toEqual([expect.stringContaining('/etc is not allowed'), expect.stringContaining('is not a directory')]);
    expect(await (await create(directoryConfigProvider, {})).get(pathOf(''), 'file')).toEqual({});
  });

  it('fails for a file that it cannot read', async () => {
    await writeFile(pathOf('latin'), Buffer.from([0xe4]));
    const { get } = await create(directoryConfigProvider, allowing(''));
    await expect(get(pathOf('.'), 'latin')).rejects.toThrow(`Could not read file ${pathOf('latin')} for property latin`);
  });
});

describe('the environment config provider', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('has the variables whose whole names the pattern matches', async () => {
    vi.stubEnv('APP_PASSWORD', 'p');
    vi.stubEnv('MY_APP_PASSWORD', 'q');
    const { get, warnings } = await create(envVarConfigProvider, { 'allowlist.pattern': 'APP_[A-Z]+' });
    expect(await get('', 'APP_PASSWORD', 'MY_APP_PASSWORD', 'NO_SUCH_VARIABLE', 'constructor')).toEqual({ APP_PASSWORD: 'p' });
    expect(warnings).toEqual([expect.stringContaining('MY_APP_PASSWORD is not allowed')]);
  });

  it('has none without a pattern, and says so', async () => {
    vi.stubEnv('APP_PASSWORD', 'p');
    const { get, warnings } = await create(envVarConfigProvider, {});
    expect(await get('', 'APP_PASSWORD')).toEqual({});
    expect(warnings).toEqual([
      'it has no allowlist.pattern, so it uses no environment variable',
      'The environment variable APP_PASSWORD is not allowed to be used: the config provider has no allowlist.pattern',
    ]);
  });

  it('has no paths, and no patterns that are none', async () => {
    const { get } = await create(envVarConfigProvider, { 'allowlist.pattern': '.*' });
    await expect(get('a/b', 'HOME')).rejects.toThrow("Path is not supported for EnvVarConfigProvider, invalid value 'a/b'");
    await expect(create(envVarConfigProvider, { 'allowlist.pattern': '(' })).rejects.toThrow('Invalid value ( for configuration');
  });
});
