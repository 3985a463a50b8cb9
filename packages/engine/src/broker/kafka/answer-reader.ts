/** Bytes of a read whose answers are not known yet. Shared by all connections of the thread: what is in it is copied out at once. */
const shared = Buffer.allocUnsafeSlow(64 * 1024);

const sizeBytes = 4;
/** What the size says is believed so far; memory for more is taken as it comes. Who answers may be no broker. */
const believedBytes = 64 * 1024 * 1024;

/**
 * Puts answers together from what a socket reads, each in memory of its own. What is missing of a long answer is read right to where it
 * belongs; kafkajs collects pieces of 64 KiB and copies them when all are there.
 */
export class AnswerReader {
  readonly #onAnswer: (answer: Buffer) => void;
  /** An answer that is not whole yet, its size in front; null: none has been begun. */
  #answer: Buffer | null = null;
  #size = 0;
  #filled = 0;
  /** The first bytes of a size that is not whole yet. */
  #begun: Buffer = Buffer.alloc(0);

  /** `onAnswer` is told each answer, its size in front. */
  constructor(onAnswer: (answer: Buffer) => void) {
    this.#onAnswer = onAnswer;
  }

  /** Where the next read is to go. */
  readonly room = (): Buffer => (this.#answer === null ? shared : this.#answer.subarray(this.#filled));

  /** `length` bytes were read into `bytes`, which is what `room` gave. */
  readonly take = (length: number, bytes: Uint8Array): void => {
    if (this.#answer !== null) this.#advance(length);
    else this.#split(Buffer.from(bytes.buffer, bytes.byteOffset, length));
  };

  #advance(length: number): void {
    this.#filled += length;
    const answer = this.#answer!;
    if (this.#filled < answer.length) return;
    if (this.#filled < this.#size) {
      this.#answer = Buffer.allocUnsafeSlow(Math.min(this.#size, answer.length * 2));
      answer.copy(this.#answer);
      return;
    }
    this.#answer = null;
    this.#onAnswer(answer);
  }

  #split(read: Buffer): void {
    let rest = this.#begun.length === 0 ? read : Buffer.concat([this.#begun, read]);
    while (rest.length >= sizeBytes) {
      const size = sizeBytes + Math.max(0, rest.readInt32BE(0));
      const part = rest.subarray(0, size);
      this.#answer = Buffer.allocUnsafeSlow(Math.min(size, believedBytes));
      this.#size = size;
      this.#filled = 0;
      part.copy(this.#answer);
      rest = rest.subarray(part.length);
      this.#advance(part.length);
    }
    this.#begun = Buffer.from(rest);
  }
}
