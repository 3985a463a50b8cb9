import {
  ConfigDef,
  ConnectError,
  javaToString,
  NonEmptyString,
  Range,
  RetriableError,
  type ConfigOf,
  type Properties,
  type SinkConnectorPlugin,
  type SinkRecord,
  type SinkTask,
  type SinkTaskContext,
} from '@millrace/connector-api';

const config = new ConfigDef()
  .define({
    name: 'url',
    type: 'STRING',
    validator: new NonEmptyString(),
    importance: 'HIGH',
    documentation: 'Where each value is posted.',
  })
  .define({ name: 'token', type: 'PASSWORD', default: null, importance: 'HIGH', documentation: 'Sent as a bearer token.' })
  .define({
    name: 'retry.backoff.ms',
    type: 'INT',
    default: 3000,
    validator: Range.atLeast(0),
    importance: 'LOW',
    documentation: 'How long to wait before a delivery that failed is repeated, in milliseconds.',
  });

type WebhookConfig = ConfigOf<typeof config>;

/** Posts every record's value. What the other side refuses goes to the connector's error handling; if it is down, we wait. */
class WebhookTask implements SinkTask<WebhookConfig> {
  #config: WebhookConfig = { url: '', token: null, 'retry.backoff.ms': 0 };
  #context: SinkTaskContext | null = null;

  start(parsed: WebhookConfig, context: SinkTaskContext): void {
    this.#config = parsed;
    this.#context = context;
  }

  /** Done only when everything is delivered, so that the offsets may be committed at any time between two calls. */
  async put(records: readonly SinkRecord[]): Promise<void> {
    for (const record of records) await this.#deliver(record);
  }

  stop(): void {}

  async #deliver(record: SinkRecord): Promise<void> {
    const response = await this.#post(javaToString(record.value, record.valueSchema));
    if (response.ok) return;
    if (response.status >= 500) throw this.#later(`the server answered ${response.status}`);
    const refusal = new ConnectError(`${this.#config.url} refused the record with ${response.status}`);
    const reporter = this.#context?.errantRecordReporter ?? null;
    if (reporter === null) throw refusal;
    await reporter.report(record, refusal);
  }

  async #post(body: string): Promise<Response> {
    const { url, token } = this.#config;
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token.value}` };
    try {
      return await fetch(url, { method: 'POST', body, headers, signal: this.#context?.signal ?? null });
    } catch (cause) {
      throw this.#later('the server cannot be reached', cause);
    }
  }

  #later(why: string, cause?: unknown): RetriableError {
    this.#context?.retryIn(this.#config['retry.backoff.ms']);
    return new RetriableError(`Cannot post to ${this.#config.url} now: ${why}`, { cause });
  }
}

export const webhookSink: SinkConnectorPlugin<typeof config> = {
  type: 'sink',
  config,
  taskClass: 'com.example.WebhookTask',
  /** Beyond what each key can say alone: a URL has to be one. */
  validate(props, options) {
    const values = config.validateAll(props, options);
    const url = values.get('url');
    if (url !== undefined && url.errorMessages.length === 0 && !URL.canParse(String(url.value))) {
      url.errorMessages.push(`Invalid value ${String(url.value)} for configuration url: Must be a URL`);
    }
    return [...values.values()];
  },
  createConnector() {
    let props: Properties = {};
    return {
      start: (given) => {
        props = given;
      },
      // Kafka shares the topics' partitions out among the tasks, so each gets the same configuration.
      taskConfigs: (maxTasks) => Array.from({ length: maxTasks }, () => props),
      stop: () => {},
    };
  },
  createTask: () => new WebhookTask(),
};
