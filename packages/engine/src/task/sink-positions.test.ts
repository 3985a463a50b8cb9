import { describe, expect, it } from 'vitest';
import { committable, createSinkPositions } from './sink-positions.ts';

const at = (offset: number, partition = 0, topic = 't') => ({ topic, partition, offset });

describe('what is committed of the offsets that a task gives', () => {
  it('is what is not beyond its records; other partitions stay where they were', () => {
    const { offsets, refused } = committable([at(3), at(9, 1)], [at(5), at(7, 1), at(2, 2)], [at(0), at(6, 1), at(1, 2)]);
    expect(offsets).toEqual([at(3), at(6, 1), at(1, 2)]);
    expect(refused).toEqual([{ ...at(9, 1), why: 'not yet consumed: the task is at 7' }]);
  });

  it('may be before what was committed last', () => {
    expect(committable([at(1)], [at(5)], [at(3)]).offsets).toEqual([at(1)]);
  });

  it('is nothing where nothing has changed', () => {
    expect(committable([at(3)], [at(5)], [at(3)]).offsets).toEqual([]);
    expect(committable([], [at(5)], [at(3)]).offsets).toEqual([]);
  });
});

describe('positions of a sink task', () => {
  it('tell partitions apart whose names look alike', () => {
    const positions = createSinkPositions();
    positions.assign(at(0, 1, 'a-1'));
    positions.assign(at(0, 1, 'a'));
    positions.advance({ topic: 'a', partition: 1 }, 5);
    expect(positions.current(positions.partitions())).toEqual([at(0, 1, 'a-1'), at(5, 1, 'a')]);
  });

  it('know nothing of partitions that are not assigned', () => {
    const positions = createSinkPositions();
    positions.advance({ topic: 't', partition: 0 }, 5);
    positions.seek({ topic: 't', partition: 0 }, 5);
    positions.noteCommitted([at(5)]);
    expect(positions.current([{ topic: 't', partition: 0 }])).toEqual([]);
    positions.assign(at(2));
    positions.remove([{ topic: 't', partition: 0 }]);
    expect(positions.has({ topic: 't', partition: 0 })).toBe(false);
  });
});
