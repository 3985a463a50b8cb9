import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectorNames } from '../src/connector-names.ts';
import { makeConnector } from '../src/make-connector.ts';

describe('making a connector', () => {
  let dir = '';
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'millrace-new-'))));
  afterEach(() => rmSync(dir, { recursive: true }));
  const make = (kind: 'source' | 'sink', name: string) =>
    makeConnector({ kind, directory: join(dir, name), connectorApi: join(dir, 'repo/packages/connector-api') });
  const read = (path: string) => readFileSync(join(dir, path), 'utf8');

  it('makes a package that goes by its own name everywhere', () => {
    expect(make('sink', 'x/web-hook2')).toEqual([
      '.gitignore',
      'README.md',
      'package.json',
      'src/web-hook2.test.ts',
      'src/web-hook2.ts',
      'tsconfig.json',
    ]);
    expect(JSON.parse(read('x/web-hook2/package.json'))).toMatchObject({
      name: 'web-hook2',
      millrace: {
        plugins: [{ class: 'com.example.WebHook2Connector', type: 'sink', module: './dist/web-hook2.js', export: 'webHook2' }],
      },
      devDependencies: { '@millrace/connector-api': 'file:../../repo/packages/connector-api' },
    });
    for (const file of ['package.json', 'README.md', 'src/web-hook2.ts', 'src/web-hook2.test.ts']) {
      expect(read(`x/web-hook2/${file}`)).not.toMatch(/my-?sink/i);
    }
  });

  it('has a template whose settings stand in its README', () => {
    make('source', 'a');
    make('sink', 'b');
    for (const [readme, code] of [
      ['a/README.md', 'a/src/a.ts'],
      ['b/README.md', 'b/src/b.ts'],
    ] as const) {
      const settings = [...read(code).matchAll(/name: '([a-z.]+)'/g)].map(([, name]) => name!);
      expect(settings.length).toBeGreaterThan(0);
      for (const setting of settings) expect(read(readme)).toContain(`\`${setting}\``);
    }
  });

  it('touches nothing that is there', () => {
    mkdirSync(join(dir, 'empty'));
    make('source', 'empty');
    mkdirSync(join(dir, 'full'));
    writeFileSync(join(dir, 'full/mine'), '');
    expect(() => make('source', 'full')).toThrow('full is there already, and is not empty');
  });

  it.each(['', 'My-Source', 'a--b', '-a', 'a-', '1a', 'a_b', 'a.b', '..', 'ä'])('refuses the name %j', (name) => {
    expect(() => connectorNames(name)).toThrow(/cannot be the name of a connector's package/);
  });
});
