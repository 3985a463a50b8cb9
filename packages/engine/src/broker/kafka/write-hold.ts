import { setTimeout as delay } from 'node:timers/promises';
import { FencedError } from '../../model/errors.ts';
import type { WritePermit } from '../broker.ts';
import { WithheldError } from './kafka-errors.ts';
import type { WireRequest } from './wire-request.ts';

/** How long to wait before the permit is looked at again. Milliseconds. */
const lookMs = 50;
/** How long what is over for good waits to be stopped, before it fails. Milliseconds. */
const stopMs = 1000;

/** Holds back what a client would write while it may not: until it may again, is closed, or never may any more. */
export class WriteHold {
  readonly #permit: WritePermit | null;
  readonly #ticket: number;
  #isClosed = false;

  /** `ticket`: what the client was made under; undefined: now. */
  constructor(permit: WritePermit | undefined, ticket: number | undefined) {
    this.#permit = permit ?? null;
    this.#ticket = ticket ?? permit?.ticket() ?? 0;
  }

  get mayWrite(): boolean {
    return this.#permit === null || this.#permit.check(this.#ticket) === 'granted';
  }

  /** Resolves when the client may write. Rejects with FencedError when it is closed before that, or never may. */
  async untilMayWrite(): Promise<void> {
    let overMs = 0;
    while (!this.mayWrite) {
      if (this.#isClosed || overMs >= stopMs) {
        throw new FencedError('This worker may not write: its group may have given its work to another one');
      }
      if (this.#permit?.check(this.#ticket) === 'over') overMs += lookMs;
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
