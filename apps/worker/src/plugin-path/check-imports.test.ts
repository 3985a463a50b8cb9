import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PluginManifest } from '@millrace/connector-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkImports } from './check-imports.ts';

describe('trying to import plugins', { timeout: 60_000 }, () => {
  let dir = '';
  beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'millrace-imports-'))));
  afterAll(() => rmSync(dir, { recursive: true }));
  let count = 0;
  const module = (text: string): PluginManifest => {
    count += 1;
    const path = join(dir, `m${count}.mjs`);
    writeFileSync(path, text);
    return { class: `c${count}`, type: 'predicate', version: '1', module: pathToFileURL(path).href, export: 'p' };
  };
  const good = "export const p = { type: 'predicate', config: { configKeys: new Map() }, create: () => ({}) };";

  it('tells what is wrong with each, and that the others are fine, whatever some of them do', async () => {
    const manifests = [
      module(good),
      module('for (;;);'),
      module(good),
      module('await new Promise(() => {});'),
      module('process.exit(1);'),
      module("setTimeout(() => { throw new Error('later'); }); await new Promise(() => {});"),
      module("throw new Error('at once');"),
      module('export const q = 1;'),
      module("export const p = { type: 'sink' };"),
      module("export const p = { type: 'predicate', config: {} };"),
      module("export const p = { type: 'predicate', config: { configKeys: new Map() } };"),
      module(good),
    ];
    const outcomes = await checkImports(manifests, 5000);
    const expected = [
      null,
      'did not finish loading within 5000 ms',
      null,
      /did not finish loading|ended its thread/,
      'ended its thread',
      'later',
      'at once',
      "has no export 'p' that is a plugin",
      'is of type sink',
      "has no 'config' that is a ConfigDef",
      'has no function create',
      null,
    ];
    for (const [at, what] of expected.entries()) {
      if (what === null) expect(outcomes[at]).toBeNull();
      else expect(outcomes[at]).toMatch(what);
    }
    expect(outcomes).toHaveLength(expected.length);
  });

  it('has nothing to do without plugins', async () => {
    expect(await checkImports([], 1)).toEqual([]);
  });
});
