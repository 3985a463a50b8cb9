import type { ServerInfo, WorkerStatus } from '@millrace/contract';
import { Connectors } from './connectors.ts';
import type { ConnectPromise } from './connect-promise.ts';
import { getServerInfo } from './generated/sdk.gen.ts';
import { readHealth } from './health.ts';
import { Loggers } from './loggers.ts';
import type { CallOptions, ConnectClientOptions } from './options.ts';
import { Plugins } from './plugins.ts';
import { rawOperations, type RawOperations } from './raw-operations.ts';
import { Transport } from './transport.ts';

/**
 * A Kafka Connect REST API, whoever implements it. It holds no connection and needs no closing.
 *
 * Every call rejects with a ConnectError of the class that says what happened, with the reason of its AbortSignal when that is aborted, and
 * with a TypeError or RangeError for arguments that no request can carry.
 */
export class ConnectClient {
  readonly connectors: Connectors;
  readonly plugins: Plugins;
  readonly loggers: Loggers;
  readonly #transport: Transport;
  #raw: RawOperations | undefined;

  constructor(options: ConnectClientOptions) {
    this.#transport = new Transport(options);
    this.connectors = new Connectors(this.#transport);
    this.plugins = new Plugins(this.#transport);
    this.loggers = new Loggers(this.#transport);
  }

  /** The worker that is asked first at the moment: one of `urls`. */
  get url(): string {
    return this.#transport.url;
  }

  /** All operations of the contract as they are, with the same errors, time limits and repetitions. */
  get raw(): RawOperations {
    return (this.#raw ??= rawOperations(this.#transport));
  }

  /** The version of the worker and the id of its Kafka cluster. */
  info(options?: CallOptions): ConnectPromise<ServerInfo> {
    return this.#transport.call(getServerInfo, {}, options);
  }

  /**
   * How the worker feels: `starting`, `healthy` or `unhealthy`, and why. An answer, not an error, in all three cases. Apache Kafka Connect
   * tells it from 3.9; one before that is `healthy` when it answers at all.
   */
  health(options?: CallOptions): Promise<WorkerStatus> {
    return readHealth(this.#transport, options);
  }
}
