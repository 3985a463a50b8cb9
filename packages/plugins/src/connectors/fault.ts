import { ConnectError, type ConfigOf, ConfigDef, Range, ValidString } from '@millrace/connector-api';
import { sleep } from './file-input.ts';

const MODES = [
  'none',
  'spin',
  'spin-start',
  'spin-validate',
  'never-settle',
  'crash',
  'throw-timer',
  'leak-heap',
  'leak-buffers',
  'slow',
  'fail',
  'refuse-stop',
] as const;

export type FaultMode = (typeof MODES)[number];

const LEAK_INTERVAL_MS = 100;
const DOUBLE_BYTES = 8;

/** The settings that say what goes wrong; those of source and sink are added to a copy. */
export const faultConfig = new ConfigDef()
  .define({
    name: 'fault.mode',
    type: 'STRING',
    default: 'none',
    validator: ValidString.in(...MODES),
    importance: 'HIGH',
    documentation:
      'What goes wrong. none: nothing. spin: a poll or put loops for ever and blocks its thread. spin-start: the start of a task does. ' +
      'spin-validate: the validation of the configuration does, so that already creating the connector hangs. ' +
      'never-settle: a poll or put promises an end that never comes. crash: the process is told to exit, which in a worker thread ends that thread only. ' +
      'throw-timer: a timer throws where nothing catches it. leak-heap, leak-buffers: memory is taken and kept, on the heap or outside of it. ' +
      'slow: every poll or put takes fault.delay.ms. fail: a poll or put throws. refuse-stop: the task works, but its stop never ends.',
  })
  .define({
    name: 'fault.after',
    type: 'LONG',
    default: 0,
    validator: Range.atLeast(0),
    importance: 'MEDIUM',
    documentation:
      'How many records go well before it happens, counted anew each time the task starts. Means nothing for spin-start, spin-validate and refuse-stop.',
  })
  .define({
    name: 'fault.delay.ms',
    type: 'LONG',
    default: 5000,
    validator: Range.between(0, 2 ** 31 - 1),
    importance: 'LOW',
    documentation: 'How long each poll or put takes when fault.mode is slow. Milliseconds.',
  })
  .define({
    name: 'fault.leak.bytes',
    type: 'LONG',
    default: 16 * 1024 * 1024,
    validator: Range.between(1, 2 ** 30),
    importance: 'LOW',
    documentation: 'How many bytes a leaking task takes every tenth of a second.',
  });

export type FaultConfig = ConfigOf<typeof faultConfig>;

/** What a fault takes from its surroundings; tests pass others. */
export interface FaultSurroundings {
  sleep(timeoutMs: number): Promise<void>;
  exit(code: number): void;
}

const SURROUNDINGS: FaultSurroundings = {
  sleep: (timeoutMs) => sleep(timeoutMs, new AbortController().signal),
  exit: (code) => process.exit(code),
};

/** Does to one task what its `fault.mode` says. */
export class Fault {
  readonly #mode: FaultMode;
  readonly #after: number;
  readonly #delayMs: number;
  readonly #leakBytes: number;
  readonly #surroundings: FaultSurroundings;
  #leaked: unknown[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(config: FaultConfig, surroundings: Partial<FaultSurroundings> = {}) {
    this.#mode = config['fault.mode'] as FaultMode;
    this.#after = Number(config['fault.after']);
    this.#delayMs = Number(config['fault.delay.ms']);
    this.#leakBytes = Number(config['fault.leak.bytes']);
    this.#surroundings = { ...SURROUNDINGS, ...surroundings };
  }

  /** How many records may still go well after `count` of them; Infinity where nothing is going to happen to them. */
  recordsLeft(count: number): number {
    return strikesRecords(this.#mode) ? Math.max(0, this.#after - count) : Infinity;
  }

  /** At a task's start. */
  start(): void {
    if (this.#mode === 'spin-start') spin();
  }

  /** In a `poll` or `put` when the records that go well are over. The call goes on after it, where it ends. */
  strike(): void | Promise<void> {
    switch (this.#mode) {
      case 'spin':
        return spin();
      case 'never-settle':
        return never();
      case 'crash':
        return this.#surroundings.exit(1);
      case 'throw-timer':
        this.#timer ??= setTimeout(throwUncaught, 0);
        return undefined;
      case 'leak-heap':
        return this.#leak(() => Array<number>(Math.ceil(this.#leakBytes / DOUBLE_BYTES)).fill(0.5));
      case 'leak-buffers':
        return this.#leak(() => Buffer.alloc(this.#leakBytes, 1));
      case 'slow':
        return this.#surroundings.sleep(this.#delayMs);
      case 'fail':
        throw new ConnectError(`Failing after ${this.#after} records, as fault.mode=fail asks for`);
      default:
        return undefined;
    }
  }

  /** At a task's stop. What leaked is given back, where it comes to that. */
  stop(): void | Promise<void> {
    clearInterval(this.#timer);
    this.#leaked = [];
    return this.#mode === 'refuse-stop' ? never() : undefined;
  }

  #leak(take: () => unknown): void {
    this.#timer ??= setInterval(() => this.#leaked.push(take()), LEAK_INTERVAL_MS);
  }
}

/** Blocks its thread for ever. */
export function spin(): never {
  for (;;);
}

function strikesRecords(mode: FaultMode): boolean {
  return mode !== 'none' && mode !== 'spin-start' && mode !== 'spin-validate' && mode !== 'refuse-stop';
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

function throwUncaught(): never {
  throw new ConnectError('Thrown from a timer, as fault.mode=throw-timer asks for');
}
