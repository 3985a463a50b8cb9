import { setTimeout as delay } from 'node:timers/promises';
import { FencedError } from '../../model/errors.ts';
import type { WritePermit } from '../broker.ts';
import { WithheldError } from './kafka-errors.ts';
import type { WireRequest } from './wire-request.ts';

/** How long to wait before the permit is looked at again. Milliseconds. */
const lookMs = 50;

/** Holds back what a client would write while it may not, until it may again or is closed. */
export class WriteHold {
  readonly #permit: WritePermit | null;
  #isClosed = false;

  constructor(permit: WritePermit | undefined) {
    this.#permit = permit ?? null;
  }

  get mayWrite(): boolean {
    return this.#permit === null || this.#permit.isValid();
  }

  /** Resolves when the client may write. Rejects with FencedError when it is closed before that. */
  async untilMayWrite(): Promise<void> {
    while (!this.mayWrite) {
      if (this.#isClosed) throw new FencedError('This worker may not write: its group may have given its work to another one');
      await this.moment();
    }
  }

  /** Resolves when it is time to look again. */
  moment(): Promise<void> {
    return delay(lookMs);
  }

  /** The same request, which is not sent when the permit has ended by the time its bytes are made. */
  guard<T>(request: WireRequest<T>): WireRequest<T> {
    if (this.#permit === null) return request;
    return {
      ...request,
      write: (to, version) => {
        if (!this.mayWrite) throw new WithheldError();
        request.write(to, version);
      },
    };
  }

  /** Nothing waits any more. */
  close(): void {
    this.#isClosed = true;
  }
}
