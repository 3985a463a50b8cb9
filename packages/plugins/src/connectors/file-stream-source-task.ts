import {
  ConnectError,
  schemas,
  type SourceOffset,
  type SourceRecord,
  type SourceTask,
  type SourceTaskContext,
  type TextBatch,
} from '@millrace/connector-api';
import { asBuffer } from '../text/java-utf8.ts';
import { StreamInput, openFileInput, sleep, type FileInput } from './file-input.ts';
import { LineReader } from './line-reader.ts';

/** Key of a source partition: the file's name as configured. */
export const FILENAME_FIELD = 'filename';
/** Key of a source offset: bytes of the file that have been read. */
export const POSITION_FIELD = 'position';

/** How often a file is looked at that has nothing more, or is not there; Apache Kafka Connect waits as long. */
const POLL_INTERVAL_MS = 1000;
/** By how much a timer may fire before its time by the clock. */
const TIMER_EARLY_MS = 1;
const NO_HEADERS: SourceRecord['headers'] = Object.freeze([]);

export interface FileSourceTaskConfig {
  readonly file: string | null;
  readonly topic: string;
  readonly 'batch.size': number;
}

/** What a task takes from its surroundings; tests pass others. */
export interface FileSourceSurroundings {
  /** Opens the file; null while it is not there. */
  openFile(path: string): Promise<FileInput | null>;
  /** The input when no file is configured. */
  openStandardInput(): FileInput;
  sleep(timeoutMs: number, signal: AbortSignal): Promise<void>;
  now(): number;
}

const SURROUNDINGS: FileSourceSurroundings = {
  openFile: openFileInput,
  openStandardInput: () => new StreamInput(process.stdin),
  sleep,
  now: Date.now,
};

/**
 * Reads the lines of a file and goes on at its end for as long as it runs. Lines become string values; a last line without an end
 * waits until that comes. The position counts bytes of the file, so a restart goes on at exactly the next line. The file stays
 * open: when it is renamed or replaced, reading goes on in the old one, and when it is cut off, at the old position once the file
 * has grown past it, both as in Apache Kafka Connect.
 */
export class FileStreamSourceTask implements SourceTask<FileSourceTaskConfig> {
  readonly #surroundings: FileSourceSurroundings;
  #context!: SourceTaskContext;
  #config!: FileSourceTaskConfig;
  #path: string | null = null;
  #input: FileInput | null = null;
  #reader = new LineReader(0);
  #reading: Promise<unknown> | null = null;

  constructor(surroundings: Partial<FileSourceSurroundings> = {}) {
    this.#surroundings = { ...SURROUNDINGS, ...surroundings };
  }

  start(config: FileSourceTaskConfig, context: SourceTaskContext): void {
    this.#config = config;
    this.#context = context;
    this.#path = config.file === '' ? null : config.file;
    if (this.#path === null) this.#input = this.#surroundings.openStandardInput();
  }

  poll(): SourceRecord[] | Promise<SourceRecord[]> {
    if (this.#reader.hasLines) return this.#takeRecords();
    const reading = this.#awaitLines();
    this.#reading = reading.catch(() => undefined);
    return reading.then((found) => (found ? this.#takeRecords() : []));
  }

  pollTexts(): TextBatch | null | Promise<TextBatch | null> {
    if (this.#reader.hasLines) return this.#takeTexts();
    const reading = this.#awaitLines();
    this.#reading = reading.catch(() => undefined);
    return reading.then((found) => (found ? this.#takeTexts() : null));
  }

  async stop(): Promise<void> {
    await this.#reading;
    await this.#input?.close();
    this.#input = null;
  }

  /** Reads until there are lines. False: there are none now. */
  async #awaitLines(): Promise<boolean> {
    const { signal } = this.#context;
    const input = this.#input ?? (await this.#open(this.#path!));
    if (input === null) {
      await this.#untilNextLook(signal);
      return false;
    }
    while (!this.#reader.hasLines && !signal.aborted) {
      const space = this.#reader.space();
      const bytes = await input.read(space, this.#reader.readPosition);
      if (bytes === 0) {
        await (input.wait?.(POLL_INTERVAL_MS, signal) ?? this.#untilNextLook(signal));
        return false;
      }
      this.#reader.filled(bytes);
    }
    return this.#reader.hasLines;
  }

  /** All tasks look in the same moment of each interval: for hundreds of idle ones, the process wakes up once instead of for each. */
  #untilNextLook(signal: AbortSignal): Promise<void> {
    const left = POLL_INTERVAL_MS - (this.#surroundings.now() % POLL_INTERVAL_MS);
    return this.#surroundings.sleep(left + TIMER_EARLY_MS, signal);
  }

  async #open(path: string): Promise<FileInput | null> {
    const input = await this.#surroundings.openFile(path);
    if (input === null) return null;
    try {
      if (input.seekable) this.#reader = new LineReader(await this.#committedPosition(path));
    } catch (error) {
      await input.close();
      throw error;
    }
    this.#input = input;
    return input;
  }

  async #committedPosition(path: string): Promise<number> {
    const [offset] = await this.#context.offsets.read([{ [FILENAME_FIELD]: path }]);
    return positionOf(offset ?? null);
  }

  #takeRecords(): SourceRecord[] {
    return this.#reader.take(this.#batchSize(), this.#recordMaker());
  }

  #takeTexts(): TextBatch {
    const make = this.#recordMaker();
    const lines = this.#reader.takePacked(this.#batchSize());
    return {
      values: lines.text,
      record: (index) => make(asBuffer(lines.text.at(index)!).toString(), lines.position(index)),
      release: () => lines.release(),
    };
  }

  #batchSize(): number {
    return Math.max(1, this.#config['batch.size']);
  }

  #recordMaker(): (line: string, position: number) => SourceRecord {
    const { topic } = this.#config;
    const timestamp = this.#surroundings.now();
    const seekable = this.#input?.seekable === true;
    const sourcePartition = seekable ? { [FILENAME_FIELD]: this.#path } : null;
    return (line, position) => ({
      sourcePartition,
      sourceOffset: seekable ? { [POSITION_FIELD]: position } : null,
      topic,
      partition: null,
      keySchema: null,
      key: null,
      valueSchema: schemas.STRING,
      value: line,
      timestamp,
      headers: NO_HEADERS,
    });
  }
}

/** The position that a committed offset tells, 0 if there is none. Throws if it is no whole number. */
function positionOf(offset: SourceOffset | null): number {
  const position = offset?.[POSITION_FIELD] ?? null;
  if (position === null) return 0;
  if (typeof position !== 'bigint' && !(typeof position === 'number' && Number.isInteger(position))) {
    throw new ConnectError('Offset position is the incorrect type');
  }
  return Math.max(0, Number(position));
}
