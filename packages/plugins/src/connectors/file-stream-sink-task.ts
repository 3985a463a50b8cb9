import { javaToString, type SinkRecord, type SinkTask, type SinkTextBatch } from '@millrace/connector-api';
import { LineEncoder } from '../text/line-encoder.ts';
import { StreamOutput, openFileOutput, type FileOutput } from './file-output.ts';

export interface FileSinkTaskConfig {
  readonly file: string | null;
}

/** What a task takes from its surroundings; tests pass others. */
export interface FileSinkSurroundings {
  openFile(path: string): Promise<FileOutput>;
  /** The output when no file is configured. */
  openStandardOutput(): FileOutput;
}

const SURROUNDINGS: FileSinkSurroundings = {
  openFile: openFileOutput,
  openStandardOutput: () => new StreamOutput(process.stdout),
};

/**
 * Appends the value of each record to a file, as the text that Java's `String.valueOf` makes of it, and a newline. A batch is one
 * write, so that the batches of several tasks that share a file do not mix within a line. When `flush` has resolved, the lines
 * are on disk.
 */
export class FileStreamSinkTask implements SinkTask<FileSinkTaskConfig> {
  readonly #surroundings: FileSinkSurroundings;
  /** Memory for lines that no write looks at; null while one does. */
  #spare: LineEncoder | null = null;
  #output: FileOutput | null = null;

  constructor(surroundings: Partial<FileSinkSurroundings> = {}) {
    this.#surroundings = { ...SURROUNDINGS, ...surroundings };
  }

  async start({ file }: FileSinkTaskConfig): Promise<void> {
    this.#output =
      file === null || file === '' ? this.#surroundings.openStandardOutput() : await this.#surroundings.openFile(file);
  }

  async put(records: readonly SinkRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.#write((lines) => {
      for (const { value, valueSchema } of records) lines.add(javaToString(value, valueSchema));
    });
  }

  putTexts({ values }: SinkTextBatch): Promise<void> {
    return this.#write((lines) => lines.addAll(values));
  }

  async #write(add: (lines: LineEncoder) => void): Promise<void> {
    const lines = this.#spare ?? new LineEncoder();
    this.#spare = null;
    lines.begin();
    add(lines);
    await this.#output?.write(lines.bytes());
    this.#spare = lines;
  }

  async flush(): Promise<void> {
    await this.#output?.flush();
  }

  async stop(): Promise<void> {
    const output = this.#output;
    this.#output = null;
    await output?.close();
  }
}
