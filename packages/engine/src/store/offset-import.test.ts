import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from '../model/errors.ts';
import { importOffsetFile } from './offset-import.ts';
import { createOffsetStore } from './offset-store.ts';
import type { OffsetStore } from './offset-store.ts';
import { createStoreTest } from './store-tests.case.ts';
import type { StoreTest } from './store-tests.case.ts';

const written = fileURLToPath(new URL('../../test/fixtures/connect-standalone.offsets', import.meta.url));
let test: StoreTest;
let store: OffsetStore;
let dir = '';
let path = '';

beforeEach(async () => {
  test = await createStoreTest();
  dir = await mkdtemp(join(tmpdir(), 'millrace-offsets-'));
  path = join(dir, 'connect.offsets');
  await open();
});

afterEach(async () => {
  await test.close();
  await rm(dir, { recursive: true });
});

async function open(): Promise<void> {
  store = createOffsetStore({ broker: test.broker, properties: {}, loggers: test.loggers });
  await store.start();
}

const importFile = () => importOffsetFile(path, store, test.loggers('test'));

describe('the offset file of a standalone Java worker', () => {
  it('is taken over once, and never again, whatever becomes of the offsets', async () => {
    await copyFile(written, path);
    await importFile();
    expect(await store.all('in')).toEqual(new Map([['{"filename":"/data/in.txt"}', '{"position":9007199254740993}']]));
    expect(await store.read('db', ['{"shard":2,"table":"t"}', '{"shard":3,"table":"t"}'])).toEqual(['{"id":7}', null]);
    expect(await store.all('gone')).toEqual(new Map());

    await store.write('in', [['{"filename":"/data/in.txt"}', null]]);
    await open();
    await importFile();
    expect(await store.all('in')).toEqual(new Map());
  });

  it('does not replace an offset that is there', async () => {
    await copyFile(written, path);
    await store.write('db', [['{"shard":2,"table":"t"}', '{"id":9}']]);
    await importFile();
    expect([...(await store.all('db')).values()]).toEqual(['{"id":9}']);
    expect((await store.all('in')).size).toBe(1);
  });

  it('may be missing or empty, and is taken over when it is there', async () => {
    await importFile();
    await writeFile(path, '');
    await importFile();
    await copyFile(written, path);
    await importFile();
    expect((await store.all('in')).size).toBe(1);
  });

  it('is refused with a sentence when it is something else', async () => {
    await writeFile(path, '{"in": 1}');
    await expect(importFile()).rejects.toThrow(StoreError);
    await expect(importFile()).rejects.toThrow(
      `The offsets in ${path} (offset.storage.file.filename) cannot be read: it does not`,
    );
    path = dir;
    await expect(importFile()).rejects.toThrow(/EISDIR/);
  });
});
