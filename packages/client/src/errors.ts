/** Base of everything that a ConnectClient throws on its own. */
export abstract class ConnectError extends Error {
  /** Whether the same request may succeed in a moment. */
  abstract readonly retriable: boolean;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The worker answered with an error. `message` is what it said. */
export class ConnectResponseError extends ConnectError {
  /** The HTTP status. */
  readonly status: number;
  /** `error_code` of the answer; null where something else than Kafka Connect answered, a proxy for instance. */
  readonly errorCode: number | null;
  readonly method: string;
  readonly url: string;
  override readonly retriable: boolean;

  constructor(request: { readonly method: string; readonly url: string }, status: number, body: unknown) {
    const said = readErrorMessage(body);
    super(said?.message ?? `${request.method} ${request.url} was answered with status ${status}`);
    this.status = status;
    this.errorCode = said?.error_code ?? null;
    this.method = request.method;
    this.url = request.url;
    this.retriable = isTransient(status, said?.message ?? null);
  }
}

/** There was no answer, or none that can be read: nobody listens there, the connection broke, or time was up. */
export class ConnectUnreachableError extends ConnectError {
  override readonly retriable = true;
  readonly url: string;

  constructor(url: string, cause: unknown) {
    super(`No answer from ${url}: ${reasonOf(cause)}`, { cause });
    this.url = url;
  }
}

function readErrorMessage(body: unknown): { error_code: number; message: string | null } | null {
  if (typeof body !== 'object' || body === null || !('error_code' in body) || !('message' in body)) return null;
  const { error_code, message } = body;
  if (typeof error_code !== 'number' || (message !== null && typeof message !== 'string')) return null;
  return { error_code, message };
}

/** A cluster in a rebalance refuses writes with 409 and some reads with 500; nothing but the text tells these from lasting refusals. */
function isTransient(status: number, message: string | null): boolean {
  if (status === 409) return !(message ?? '').endsWith('already exists');
  if (status === 500) return /rebalance/.test(message ?? '');
  return status === 502 || status === 503 || status === 504;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message;
}
