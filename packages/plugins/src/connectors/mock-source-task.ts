import type { SourceTask, SourceTaskContext } from '@millrace/connector-api';
import { sleep } from './file-input.ts';
import { MockTaskFailure, type MockConfig } from './mock.ts';

const POLL_INTERVAL_MS = 250;

export interface MockSourceSurroundings {
  now(): number;
  wait(timeoutMs: number, signal: AbortSignal): Promise<void>;
}

/** Never has a record; fails when its time has come. */
export class MockSourceTask implements SourceTask<MockConfig> {
  readonly #surroundings: MockSourceSurroundings;
  #failure!: MockTaskFailure;
  #signal!: AbortSignal;

  constructor(surroundings: MockSourceSurroundings = { now: Date.now, wait: sleep }) {
    this.#surroundings = surroundings;
  }

  start(config: MockConfig, context: SourceTaskContext): void {
    this.#failure = new MockTaskFailure(config, () => this.#surroundings.now());
    this.#signal = context.signal;
  }

  async poll(): Promise<null> {
    this.#failure.check();
    await this.#surroundings.wait(Math.min(this.#failure.delayMs ?? POLL_INTERVAL_MS, POLL_INTERVAL_MS), this.#signal);
    return null;
  }

  stop(): void {}
}
