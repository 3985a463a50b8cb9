/** The request cannot be answered as it stands: a status of the 4xx family, and a message that says what is wrong. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;
  /** Headers that go with the answer. */
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** No resource takes this request: the answer goes out without a Content-Type header, as Kafka Connect's does. */
export class RoutingError extends RequestError {
  constructor(status: keyof typeof REASONS, headers?: Readonly<Record<string, string>>) {
    super(status, `HTTP ${status} ${REASONS[status]}`, headers);
  }
}

const REASONS = {
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  415: 'Unsupported Media Type',
} as const;
