import type { SinkRecord, SinkTask } from '@millrace/connector-api';
import { Fault, type FaultConfig, type FaultSurroundings } from './fault.ts';

/** Takes records and forgets them. The fault happens in the `put` that brings the first record after those that go well. */
export class FaultSinkTask implements SinkTask<FaultConfig> {
  readonly #surroundings: Partial<FaultSurroundings>;
  #fault!: Fault;
  #taken = 0;

  constructor(surroundings: Partial<FaultSurroundings> = {}) {
    this.#surroundings = surroundings;
  }

  start(config: FaultConfig): void {
    this.#fault = new Fault(config, this.#surroundings);
    this.#fault.start();
  }

  async put(records: readonly SinkRecord[]): Promise<void> {
    if (records.length > this.#fault.recordsLeft(this.#taken)) await this.#fault.strike();
    this.#taken += records.length;
  }

  async stop(): Promise<void> {
    await this.#fault?.stop();
  }
}
