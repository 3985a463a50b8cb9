import { open, type FileHandle } from 'node:fs/promises';
import {
  ConfigDef,
  javaToString,
  NonEmptyString,
  type ConfigOf,
  type Properties,
  type SinkConnectorPlugin,
  type SinkRecord,
  type SinkTask,
} from '@millrace/connector-api';

/** Everything that can be configured. The worker validates with it, shows it to users, and parses what the task gets. */
const config = new ConfigDef().define({
  name: 'path',
  type: 'STRING',
  validator: new NonEmptyString(),
  importance: 'HIGH',
  documentation: 'The file that a line is added to for each record.',
});

type MySinkConfig = ConfigOf<typeof config>;

/** Adds lines to a file, many at a time. */
class MySinkTask implements SinkTask<MySinkConfig> {
  #file!: FileHandle;
  #waiting: string[] = [];

  async start(parsed: MySinkConfig): Promise<void> {
    this.#file = await open(parsed.path, 'a');
  }

  /** May keep records back: only `flush` promises anything. */
  put(records: readonly SinkRecord[]): void {
    for (const { value, valueSchema } of records) this.#waiting.push(`${javaToString(value, valueSchema)}\n`);
  }

  /** Makes everything that was put safe: when it returns, the offsets are committed. */
  async flush(): Promise<void> {
    const lines = this.#waiting.splice(0);
    if (lines.length === 0) return;
    await this.#file.appendFile(lines.join(''));
    await this.#file.datasync();
  }

  /** Releases what `start` took. What was not flushed comes again. */
  async stop(): Promise<void> {
    await this.#file?.close();
  }
}

export const mySink: SinkConnectorPlugin<typeof config> = {
  type: 'sink',
  config,
  taskClass: 'com.example.MySinkTask',
  createConnector() {
    let props: Properties = {};
    return {
      start(given) {
        props = given;
      },
      // The topics' partitions are shared out among the tasks, so each gets the same configuration.
      taskConfigs: (maxTasks) => Array.from({ length: maxTasks }, () => props),
      stop() {},
    };
  },
  createTask: () => new MySinkTask(),
  /** Offsets are the consumer group's alone, and any of them is as good as another. */
  alterOffsets: () => true,
};
