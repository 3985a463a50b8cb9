import type { SinkTask, SinkTaskContext } from '@millrace/connector-api';
import { MockTaskFailure, type MockConfig } from './mock.ts';

const LOOK_INTERVAL_MS = 250;

/** Takes records and forgets them; fails when its time has come, also where there are no records. */
export class MockSinkTask implements SinkTask<MockConfig> {
  readonly #now: () => number;
  #failure!: MockTaskFailure;
  #context!: SinkTaskContext;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  start(config: MockConfig, context: SinkTaskContext): void {
    this.#context = context;
    this.#failure = new MockTaskFailure(config, this.#now);
    this.#askForPut();
  }

  put(): void {
    this.#failure.check();
    this.#askForPut();
  }

  stop(): void {}

  #askForPut(): void {
    const { delayMs } = this.#failure;
    if (delayMs !== null) this.#context.retryIn(Math.min(delayMs, LOOK_INTERVAL_MS));
  }
}
