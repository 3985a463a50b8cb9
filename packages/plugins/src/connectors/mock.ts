import { ConfigDef, Range, type ConfigOf, type Connector } from '@millrace/connector-api';

/** Longest time that a timer of Node.js can wait. */
const MAX_DELAY_MS = 2 ** 31 - 1;

export const mockConfig = new ConfigDef()
  .define({
    name: 'mock_mode',
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation:
      'What is played: connector-failure lets the connector fail, task-failure each of its tasks. With anything else nothing ever happens.',
  })
  .define({
    name: 'delay_ms',
    type: 'LONG',
    default: 15_000,
    validator: Range.between(0, MAX_DELAY_MS),
    importance: 'MEDIUM',
    documentation: 'How long after the start it fails. Milliseconds.',
  });

export type MockConfig = ConfigOf<typeof mockConfig>;

/** What mock connectors and tasks fail with. */
export class MockFailure extends Error {
  readonly javaClass = 'java.lang.RuntimeException';
  override readonly name = 'MockFailure';

  constructor(config: MockConfig) {
    super(`Failing ${config.delay_ms} ms after the start, as mock_mode=${config.mock_mode} asks for`);
  }
}

/** What mock connectors and tasks take from their surroundings; tests pass others. */
export interface MockSurroundings {
  now(): number;
  /** Calls once, later; the answer cancels. */
  after(timeoutMs: number, call: () => void): () => void;
}

const SURROUNDINGS: MockSurroundings = {
  now: Date.now,
  after(timeoutMs, call) {
    const timer = setTimeout(call, timeoutMs);
    return () => clearTimeout(timer);
  },
};

/** A connector with one task, which fails by itself if that is its mode. */
export function createMockConnector(surroundings: MockSurroundings = SURROUNDINGS): Connector {
  let given: Readonly<Record<string, string>> = {};
  let cancel = (): void => undefined;
  return {
    start(props, context) {
      const config = mockConfig.parse(props);
      given = props;
      if (config.mock_mode !== 'connector-failure') return;
      cancel = surroundings.after(Number(config.delay_ms), () => context.raiseError(new MockFailure(config)));
    },
    taskConfigs: () => [given],
    stop: () => cancel(),
  };
}

/** Lets a task fail when its time has come, if that is its mode. */
export class MockTaskFailure {
  readonly #config: MockConfig;
  readonly #now: () => number;
  readonly #startedAt: number;

  constructor(config: MockConfig, now: () => number = Date.now) {
    this.#config = config;
    this.#now = now;
    this.#startedAt = now();
  }

  /** Milliseconds from the start to the failure; null: it never fails. */
  get delayMs(): number | null {
    return this.#config.mock_mode === 'task-failure' ? Number(this.#config.delay_ms) : null;
  }

  /** Throws a {@link MockFailure} when it is time. */
  check(): void {
    if (this.delayMs !== null && this.#now() - this.#startedAt > this.delayMs) throw new MockFailure(this.#config);
  }
}
