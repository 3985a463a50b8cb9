/** One request and its answer, as they went over the wire. */
export interface Exchange {
  /** In capitals. */
  readonly method: string;
  /** Path and query as they were sent, percent-encoding included. */
  readonly path: string;
  /** By their names in small letters. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** The body's text; left out if none was sent. */
  readonly requestBody?: string;
  readonly status: number;
  /** Headers of the answer by their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the answer's JSON says, or its text where it is no JSON; left out if the answer was empty. */
  readonly body?: unknown;
}

/** What is wrong with an exchange. */
export interface Violation {
  readonly rule: ViolationRule;
  /** The operation that was held against it; null for a path or a method that the contract does not have. */
  readonly operationId: string | null;
  /** One sentence: what was found, and what the contract says. */
  readonly message: string;
}

/** What is wrong, before it is known which operation it belongs to. */
export type Problem = Pick<Violation, 'rule' | 'message'>;

export type ViolationRule =
  /** The operation does not declare this status. */
  | 'status'
  /** The answer's body is missing, or there is one where there is to be none, or it is not what the schema says. */
  | 'response-body'
  /** The answer's Content-Type is missing or not declared. */
  | 'response-content-type'
  /** A header that the answer has to have is missing, or is not what the schema says. */
  | 'response-header'
  /** `error_code` is not the status. */
  | 'error-code'
  /** The request was accepted although its parameters, its body or its content type are forbidden by the contract. */
  | 'accepted-request';
