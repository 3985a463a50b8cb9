import { expect, test } from 'vitest';
import { createRightOfWay } from './right-of-way.ts';

const settled = async (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => true), new Promise((resolve) => setImmediate(resolve, false))]);

test('whoever has the right of way keeps the others waiting, and nobody else can take it', async () => {
  const way = createRightOfWay();
  const [first, second] = [{}, {}];
  expect(await settled(way.clear(first))).toBe(true);
  way.ask(first);
  way.ask(second);
  expect(await settled(way.clear(first))).toBe(true);
  const waits = way.clear(second);
  expect(await settled(waits)).toBe(false);
  way.giveBack(second);
  expect(await settled(waits)).toBe(false);
  way.giveBack(first);
  expect(await settled(waits)).toBe(true);
});
