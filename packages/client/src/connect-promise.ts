/** An answer with all that came along. */
export interface ConnectResponse<T> {
  readonly data: T;
  readonly status: number;
  readonly headers: Headers;
  readonly url: string;
  /** How often the request was sent. */
  readonly attempts: number;
}

/** The promise of an answer's content; `withResponse()` gives status and headers too. The request is on its way already. */
export class ConnectPromise<T> extends Promise<T> {
  readonly #answer: Promise<ConnectResponse<T>>;

  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  constructor(answer: Promise<ConnectResponse<T>>) {
    // what this promise itself holds is never seen: `then` speaks for the answer, so that only who listens has an error to handle
    super((resolve) => resolve(undefined as T));
    this.#answer = answer;
  }

  withResponse(): Promise<ConnectResponse<T>> {
    return this.#answer;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- a promise is one
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#answer.then(({ data }) => data).then(onFulfilled, onRejected);
  }
}
