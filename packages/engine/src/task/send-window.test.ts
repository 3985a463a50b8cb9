import { ConnectError, RetriableError } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { createManualClock, settle } from '../model/manual-clock.case.ts';
import { bytes, createFakeProducer, text } from './runner-rig.case.ts';
import { createSendWindow } from './send-window.ts';
import type { SendWindow } from './send-window.ts';
import { createTaskControl } from './task-control.ts';

function setUp(tolerant = false) {
  const clock = createManualClock();
  const control = createTaskControl('STARTED');
  const producer = createFakeProducer();
  const delivered: string[] = [];
  const rejected: string[] = [];
  const window = createSendWindow({ producer, control, clock, tolerant, maxBatches: 8 });
  return { clock, control, producer, delivered, rejected, window };
}

type Rig = ReturnType<typeof setUp>;

function send({ window, delivered, rejected }: Rig, ...values: string[]): Promise<void> | undefined {
  return window.send({
    batches: [{ topic: 't', partition: null, keys: null, values: values.map(bytes), timestamps: null, headers: null }],
    records: values.length,
    bytes: values.length,
    delivered: (results) => void delivered.push(`${values.join()}@${results.map(({ offsets }) => offsets.join()).join(';')}`),
    rejected: async (_batch, row) => void rejected.push(values[row] ?? ''),
    placed: (error) => error,
  });
}

const refusing = (value: string, error: Error) => (batches: readonly { readonly values: readonly (Uint8Array | null)[] }[]) =>
  batches.some(({ values }) => values.some((each) => text(each) === value)) ? error : undefined;

const failureOf = (window: SendWindow): unknown => window.failure()?.error;

describe('what is on its way to a topic', () => {
  it('is sent at once while little is, and put together while much is', async () => {
    const rig = setUp();
    rig.producer.open = false;
    for (const value of ['a', 'b', 'c', 'd', 'e', 'f']) void send(rig, value);
    await settle();
    expect(rig.producer.calls).toHaveLength(4);
    rig.producer.release();
    await settle();
    expect(rig.producer.calls[4]?.map(({ values }) => values.map(text))).toEqual([['e', 'f']]);
    rig.producer.open = true;
    for (let left = 4; left > 0; left -= 1) rig.producer.release();
    await rig.window.drained();
    expect(rig.delivered).toEqual(['a@0', 'b@1', 'c@2', 'd@3', 'e@4', 'f@5']);
  });

  it('has more under way where each part of it is large', async () => {
    const rig = setUp();
    rig.producer.open = false;
    const many = Array.from({ length: 1000 }, () => 'x');
    for (let n = 0; n < 6; n += 1) void send(rig, ...many);
    void send(rig, 'small');
    await settle();
    expect(rig.producer.calls).toHaveLength(6);
    for (let n = 0; n < 3; n += 1) rig.producer.release();
    await settle();
    expect(rig.producer.calls).toHaveLength(7);
    rig.producer.open = true;
    for (let n = 0; n < 4; n += 1) rig.producer.release();
    await rig.window.drained();
    expect(rig.producer.written).toHaveLength(6001);
  });

  it('is bounded', async () => {
    const rig = setUp();
    rig.producer.open = false;
    const rooms = Array.from({ length: 8 }, (_, index) => send(rig, String(index)));
    expect(rooms.slice(0, 7)).toEqual(Array.from({ length: 7 }, () => undefined));
    let hasRoom = false;
    void rooms[7]?.then(() => (hasRoom = true));
    await settle();
    expect(hasRoom).toBe(false);
    rig.producer.release();
    await settle();
    expect(hasRoom).toBe(true);
  });

  it('goes on in order behind what had to be sent again', async () => {
    const rig = setUp();
    let failures = 3;
    rig.producer.failWith = () => (failures-- > 0 ? new RetriableError('busy') : undefined);
    for (const value of ['a', 'b']) void send(rig, value);
    await settle();
    void send(rig, 'c');
    await rig.clock.advance(1000);
    expect(rig.producer.written).toEqual(['a', 'b', 'c']);
    expect(failureOf(rig.window)).toBeUndefined();
  });

  it('shows what was refused, when it was put together with others', async () => {
    const rig = setUp();
    rig.producer.open = false;
    for (const value of ['1', '2', '3', '4', 'e', 'bad', 'g']) void send(rig, value);
    rig.producer.failWith = refusing('bad', new ConnectError('too large'));
    rig.producer.open = true;
    for (let left = 4; left > 0; left -= 1) rig.producer.release();
    await rig.window.drained();
    expect(failureOf(rig.window)).toEqual(new ConnectError('too large'));
    expect(rig.producer.written).toEqual(['1', '2', '3', '4', 'e']);
    expect(rig.delivered).toHaveLength(5);
  });

  it('leaves out what was refused if that is tolerated', async () => {
    const rig = setUp(true);
    rig.producer.failWith = refusing('bad', new ConnectError('too large'));
    void send(rig, 'a', 'bad', 'c');
    await rig.window.drained();
    expect(rig.rejected).toEqual(['bad']);
    expect(rig.delivered).toEqual(['a,bad,c@0,-1,1']);
  });

  it('is left to the next run when the task stops', async () => {
    const rig = setUp();
    rig.producer.failWith = () => new RetriableError('busy');
    void send(rig, 'a');
    await settle();
    rig.control.stop();
    await rig.window.drained();
    expect(send(rig, 'b')).toBeUndefined();
    await settle();
    expect(rig.delivered).toEqual([]);
    expect(failureOf(rig.window)).toBeUndefined();
  });

  it('is nothing any more when the task is abandoned', async () => {
    const rig = setUp();
    rig.producer.open = false;
    for (const value of ['a', 'b', 'c', 'd', 'e']) void send(rig, value);
    rig.control.abandon();
    await rig.window.drained();
    rig.producer.open = true;
    for (let left = 4; left > 0; left -= 1) rig.producer.release();
    await settle();
    expect(rig.delivered).toEqual([]);
    expect(rig.producer.written).toEqual(['a', 'b', 'c', 'd']);
  });
});
