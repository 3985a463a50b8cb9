/** A request on its way to the worker. */
export interface Request {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly path: string;
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer on its way back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Asks the worker. */
export type Next = (request: Request) => Promise<Answer>;

/** What a proxy does with a request: a mutation of what passes through. */
export type Change = (request: Request, next: Next) => Promise<Answer>;

export function jsonAnswer(status: number, body: unknown, headers: Answer['headers'] = {}): Answer {
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export function emptyAnswer(status: number): Answer {
  return { status, headers: {}, body: '' };
}

export function errorAnswer(status: number, message: string): Answer {
  return jsonAnswer(status, { error_code: status, message });
}

/** The JSON of a message; undefined if it has none. */
export function jsonOf({ body }: { readonly body: string }): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An object without a member. */
export function without(value: unknown, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(objectOf(value)).filter(([name]) => !names.includes(name)));
}

export function withHeader<T extends Answer | Request>(message: T, name: string, value: string | null): T {
  const rest = Object.entries(message.headers).filter(([known]) => known !== name);
  return { ...message, headers: Object.fromEntries(value === null ? rest : [...rest, [name, value]]) };
}

/** An error with another status, told in its body as well. */
export function withStatus(answer: Answer, status: number): Answer {
  return { ...answer, status, body: answer.body.replace(/"error_code":\d+/, `"error_code":${status}`) };
}
