/** What an operation of the contract takes, in the wire's own terms. */
export interface OperationData {
  readonly body?: unknown;
  readonly path?: unknown;
  readonly query?: unknown;
}

/** One operation of the contract: where it goes, typed with what it takes and what it answers. */
export interface Operation<Data = OperationData, Responses = unknown> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH';
  /** With `{name}` where a parameter goes. */
  readonly path: string;
  /** Never there; it carries the types. */
  readonly types?: { readonly data: Data; readonly responses: Responses };
}

/** What a call hands over: `path`, `query` and `body` as the contract has them. */
export type Input<Data> = Omit<Data, 'url'>;

/** What an operation answers when it succeeds; undefined where the answer is empty. */
export type Answer<Responses> = Responses[keyof Responses] extends infer Body ? (Body extends void ? undefined : Body) : never;
