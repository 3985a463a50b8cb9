import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { produce } from '../consumer-recorder.case.ts';
import { isAcknowledged, isOpened, isRead, isRefused, startStoreProcess } from './store-child.case.ts';
import type { StoreChild, StoreTask } from './store-child.case.ts';
import { createStoreFixture } from './store-fixture.case.ts';
import type { StoreFixture } from './store-fixture.case.ts';

let fixture: StoreFixture;
let children: StoreChild[] = [];

beforeEach(async () => {
  fixture = await createStoreFixture();
});

afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()));
  children = [];
  await fixture.close();
});

function start(task: StoreTask, fileLimitKb?: number): StoreChild {
  const child = startStoreProcess(task, fixture.dataDir, fileLimitKb);
  children.push(child);
  return child;
}

async function readBack(): Promise<readonly string[]> {
  const child = start('read');
  const told = await child.first((news) => isRead(news) || isRefused(news));
  if (told === null || !isRead(told))
    throw new Error(`The store could not be read: ${JSON.stringify(told)} ${await child.ended()}`);
  await child.ended();
  return told.read;
}

/** What a process says that cannot open the store, or read what is in it. */
async function refusal(task: StoreTask): Promise<string> {
  const child = start(task);
  const told = await child.first(isRefused);
  expect(await child.ended(), 'a process that refuses ends in order').toBe(0);
  return told?.refused ?? 'not refused';
}

describe('a worker that is killed', () => {
  it('has lost nothing that it had acknowledged, in any of six rounds', { timeout: 60_000 }, async () => {
    const acknowledged = new Set<number>();
    for (let round = 0; round < 6; round++) {
      const child = start('append');
      const wanted = 1 + Math.floor(Math.random() * 300);
      await child.first((news): news is never => isAcknowledged(news) && child.news.length > wanted);
      await child.kill();
      for (const news of child.news) if (isAcknowledged(news)) acknowledged.add(news.acknowledged);
    }
    const read = await readBack();
    expect(read.map((text) => text.split(':')[0])).toEqual(read.map((_, offset) => String(offset)));
    const found = new Set(read.map((text) => Number(text.split(':')[1])));
    expect([...acknowledged].filter((number) => !found.has(number))).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(6);
  });
});

describe('a data directory', () => {
  it('belongs to one worker at a time, and to the next one as soon as that is killed', { timeout: 60_000 }, async () => {
    const first = start('hold');
    expect(await first.first(isOpened)).not.toBeNull();
    expect(await refusal('hold')).toBe(
      `The data directory ${fixture.dataDir} is in use by another worker (process ${first.pid}). Stop that worker, or give this one another directory with data.dir.`,
    );
    await first.kill();
    const second = start('hold');
    expect(await second.first(isOpened)).not.toBeNull();
  });

  it('goes to exactly one of two that start at once after a kill', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 3; round++) {
      const dead = start('hold');
      await dead.first(isOpened);
      await dead.kill();
      const both = [start('hold'), start('hold')];
      const told = await Promise.all(both.map((child) => child.first((news) => isOpened(news) || isRefused(news))));
      expect(told.filter((news) => news !== null && isOpened(news))).toHaveLength(1);
      await Promise.all(both.map((child) => child.kill()));
    }
  });

  it('is shared by the brokers of a process, and free when the last one is closed', async () => {
    const one = await fixture.open();
    await fixture.open();
    await one.close();
    expect(await refusal('hold')).toContain('in use by another worker');
    await fixture.closeBrokers();
    expect(await start('hold').first(isOpened)).not.toBeNull();
  });

  it('has to be a directory', async () => {
    await fixture.closeBrokers();
    rmSync(fixture.dataDir, { recursive: true });
    writeFileSync(fixture.dataDir, 'a file');
    expect(await refusal('hold')).toBe(
      `The data directory ${fixture.dataDir} is not a directory. Choose another one with data.dir.`,
    );
  });
});

describe('a store', () => {
  const file = (): string => join(fixture.dataDir, 'data.mdb');

  beforeEach(async () => {
    const broker = await fixture.open();
    for (let n = 0; n < 40; n++) await produce(broker, `t${n % 4}`, [`${n}`.padEnd(n * 300, '.')]);
    await fixture.closeBrokers();
  });

  it('keeps its id and all that is in it', async () => {
    const before = (await fixture.open()).clusterId;
    await fixture.closeBrokers();
    expect(await readBack()).toHaveLength(40);
    expect((await fixture.open()).clusterId).toBe(before);
  });

  it('is opened from its data file alone, as a backup may bring it back', async () => {
    for (const name of readdirSync(fixture.dataDir)) if (name !== 'data.mdb') rmSync(join(fixture.dataDir, name));
    expect(await readBack()).toHaveLength(40);
  });

  it.each([
    ['is missing', () => rmSync(file()), 'data.mdb is missing'],
    ['is empty', () => truncateSync(file(), 0), 'data.mdb is empty'],
    ['has a few bytes left', () => truncateSync(file(), 100), 'data.mdb has only 100 bytes'],
    ['was cut in half', () => truncateSync(file(), statSync(file()).size / 8), 'data.mdb was cut short'],
    ['is something else', () => writeFileSync(file(), 'x'.repeat(100_000)), 'data.mdb is not a data file of Millrace'],
    ['has a damaged header', () => overwrite(4096 + 24, 8), 'the second header of data.mdb is damaged'],
  ])('whose file %s is not opened, and the reason told', async (_, damage, reason) => {
    damage();
    const told = await refusal('hold');
    expect(told).toContain(`The store in the data directory ${fixture.dataDir} is corrupt: ${reason}`);
    expect(told).toContain('Bring it back from a backup');
  });

  it('whose pages were overwritten never ends the process by a signal', { timeout: 60_000 }, async () => {
    const whole = readFileSync(file());
    const pages = whole.length / 4096;
    for (let page = 2; page < Math.min(pages, 40); page += 5) {
      writeFileSync(file(), whole);
      overwrite(page * 4096, 4096);
      const child = start('read');
      const told = await child.first((news) => isRead(news) || isRefused(news));
      expect(told, `page ${page}`).not.toBeNull();
      if (told !== null && isRefused(told)) expect(told.refused).toContain('is corrupt');
      await child.ended();
    }
  });

  it('of a newer format is left alone', async () => {
    const bytes = readFileSync(file());
    for (let at = bytes.indexOf('{"format":1'); at >= 0; at = bytes.indexOf('{"format":1', at + 1))
      bytes.write('{"format":7', at);
    writeFileSync(file(), bytes);
    expect(await refusal('hold')).toContain('has format 7, this version of Millrace knows formats up to 1');
  });

  it('on a full disk refuses to append, and has lost nothing', { timeout: 60_000 }, async () => {
    const child = start('fill', statSync(file()).size / 1024 + 3000);
    const told = await child.first(isRefused);
    expect(told?.refused).toContain(`The disk that holds the data directory ${fixture.dataDir} is full`);
    expect(told?.name).toBe('StoreError');
    expect(await child.ended()).toBe(0);
    const acknowledged = child.news.filter(isAcknowledged).map((news) => news.acknowledged);
    const read = (await readBack()).slice(0, -40);
    expect(read).toEqual(acknowledged.map((number) => `${number}:${number}`));
  });

  function overwrite(from: number, length: number): void {
    const bytes = readFileSync(file());
    for (let i = from; i < from + length; i++) bytes[i] = (i * 31 + 7) & 0xff;
    writeFileSync(file(), bytes);
  }
});
