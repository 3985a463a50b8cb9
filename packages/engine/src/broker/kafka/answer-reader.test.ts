import { describe, expect, it } from 'vitest';
import { AnswerReader } from './answer-reader.ts';

function answer(bytes: number, fill: number): Buffer {
  const whole = Buffer.alloc(4 + bytes, fill);
  whole.writeInt32BE(bytes, 0);
  return whole;
}

/** What a reader makes of a stream that is read in pieces of at most so many bytes. */
function readIn(stream: Buffer, pieceBytes: number): Buffer[] {
  const answers: Buffer[] = [];
  const reader = new AnswerReader((each) => answers.push(each));
  for (let at = 0; at < stream.length;) {
    const room = reader.room();
    const length = stream.copy(room, 0, at, Math.min(stream.length, at + pieceBytes));
    reader.take(length, room);
    at += length;
  }
  return answers;
}

describe('answers of a broker', () => {
  const answers = [answer(10, 1), answer(0, 2), answer(200_000, 3), answer(4, 4), answer(70_000, 5), answer(65_532, 6)];

  it.each([1, 3, 5, 1000, 65_536, 1_000_000])('are whole when they come in pieces of %i bytes', (pieceBytes) => {
    expect(readIn(Buffer.concat(answers), pieceBytes)).toEqual(answers);
  });

  it('are in memory that no later answer is read to', () => {
    const [first, , third] = readIn(Buffer.concat(answers), 65_536);
    expect(first).toEqual(answers[0]);
    expect(third).toEqual(answers[2]);
    expect(first!.buffer).not.toBe(third!.buffer);
  });

  it('get no memory beforehand for a size that no broker would say', () => {
    const reader = new AnswerReader(() => undefined);
    const room = reader.room();
    reader.take(room.write('HTTP/1.1 400 Bad Request'), room);
    expect(reader.room().buffer.byteLength).toBe(64 * 1024 * 1024);
  });

  it('are whole when they are larger than that', () => {
    const large = answer(100 * 1024 * 1024, 7);
    const [read] = readIn(large, 16 * 1024 * 1024);
    expect(read!.equals(large)).toBe(true);
  });

  it('may be taken by one who reads on while told', () => {
    const seen: number[] = [];
    const reader: AnswerReader = new AnswerReader((each) => seen.push(each.length, reader.room().length));
    const room = reader.room();
    reader.take(Buffer.concat([answer(1, 1), answer(2, 2)]).copy(room), room);
    expect(seen).toEqual([5, 65_536, 6, 65_536]);
  });
});
