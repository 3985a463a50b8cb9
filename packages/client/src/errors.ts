import type { ConnectorStateInfo } from '@millrace/contract';

/** Where an error happened, and how far the call had come. */
export interface ErrorContext {
  readonly method: string;
  readonly url: string;
  /** How often the request was sent. */
  readonly attempts?: number;
  readonly cause?: unknown;
}

/** An answer that says no. */
export interface ErrorAnswer extends ErrorContext {
  readonly status: number;
  readonly errorCode?: number | undefined;
  readonly body?: string | undefined;
  /** How long the server asks to wait before the next try. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * Base of everything that the client throws on its own, and what it throws when no class below says it better (405 for instance).
 * `message` is what the server said, where it said something. The reason of an AbortSignal is thrown as it is.
 */
export class ConnectError extends Error {
  override readonly name: string = 'ConnectError';
  readonly method: string;
  readonly url: string;
  /** How often the request was sent. */
  attempts: number;
  /** The HTTP status; undefined if there was no answer. */
  readonly status: number | undefined;
  /** `error_code` of the answer; undefined where something else than Kafka Connect answered, a proxy for instance. */
  readonly errorCode: number | undefined;
  /** The text of the answer, where it was not the JSON of Kafka Connect. */
  readonly body: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, context: ErrorContext | ErrorAnswer) {
    super(message, 'cause' in context ? { cause: context.cause } : undefined);
    const answer: Partial<ErrorAnswer> = context;
    this.method = context.method;
    this.url = context.url;
    this.attempts = context.attempts ?? 1;
    this.status = answer.status;
    this.errorCode = answer.errorCode;
    this.body = answer.body;
    this.retryAfterMs = answer.retryAfterMs;
  }

  /** Whether the same request may succeed in a moment. Whether it is safe to repeat is another question: it may have been carried out. */
  get retriable(): boolean {
    return false;
  }
}

/** 400: the server does not take the request so. */
export class BadRequestError extends ConnectError {
  override readonly name: string = 'BadRequestError';
}

/** 400: the connector's configuration is wrong. Nothing was written. */
export class InvalidConfigError extends BadRequestError {
  override readonly name = 'InvalidConfigError';
  /** What is wrong, by the setting's name, as validation on the server tells it; empty if it tells nothing. */
  errors: Readonly<Record<string, readonly string[]>> = {};
}

/** 401. */
export class UnauthorizedError extends ConnectError {
  override readonly name = 'UnauthorizedError';
}

/** 403. */
export class ForbiddenError extends ConnectError {
  override readonly name = 'ForbiddenError';
}

/** 404: there is no such connector, task, plugin or logger, or (with an older Kafka Connect) no such resource. */
export class NotFoundError extends ConnectError {
  override readonly name = 'NotFoundError';
}

/** 409: a connector of this name is there already, and it is not the one that this call made. */
export class AlreadyExistsError extends ConnectError {
  override readonly name = 'AlreadyExistsError';
}

/**
 * - `stale-configuration`: the worker that was asked does not know the newest configuration yet
 * - `no-leader`: the worker does not know who the leader is
 * - `conflicting-operation`: the request was passed on and did not find the leader
 * - `rebalance-expected`: a read that came during a rebalance (500)
 */
export type RebalanceReason = 'stale-configuration' | 'no-leader' | 'conflicting-operation' | 'rebalance-expected';

/** 409 (500 on reads): the cluster is rebalancing. The request was not carried out. */
export class RebalanceInProgressError extends ConnectError {
  override readonly name = 'RebalanceInProgressError';
  readonly reason: RebalanceReason;
  constructor(message: string, context: ErrorAnswer, reason: RebalanceReason) {
    super(message, context);
    this.reason = reason;
  }
  override get retriable(): boolean {
    return true;
  }
}

/** Time was up before there was an answer, the whole call's or one attempt's. */
export class RequestTimeoutError extends ConnectError {
  override readonly name: string = 'RequestTimeoutError';
  override get retriable(): boolean {
    return true;
  }
}

/** 5xx, or 429: the server, or a proxy before it, could not do it. */
export class ServerError extends ConnectError {
  override readonly name = 'ServerError';
  override get retriable(): boolean {
    return this.status !== 501 && this.status !== 505;
  }
}

/** There was no answer, or none that can be read: nobody listens there, the connection broke, or the answer is not from Kafka Connect. */
export class ConnectionError extends ConnectError {
  override readonly name = 'ConnectionError';
  /** False if the request certainly never left; else it may have been carried out. */
  readonly maybeSent: boolean;
  constructor(message: string, context: ErrorContext | ErrorAnswer, maybeSent = true) {
    super(message, context);
    this.maybeSent = maybeSent;
  }
  override get retriable(): boolean {
    return true;
  }
}

/** A connector or a task of it has failed while something else was waited for. `message` has the first failure's trace. */
export class ConnectorFailedError extends ConnectError {
  override readonly name = 'ConnectorFailedError';
  /** How connector and tasks fare, traces included. */
  readonly state: ConnectorStateInfo;
  constructor(message: string, context: ErrorContext, state: ConnectorStateInfo) {
    super(message, context);
    this.state = state;
  }
}

/** What was waited for did not come in time. */
export class WaitTimeoutError extends RequestTimeoutError {
  override readonly name = 'WaitTimeoutError';
  /** How the connector fared at last; undefined if that could not be learnt. */
  readonly state: ConnectorStateInfo | undefined;
  constructor(message: string, context: ErrorContext, state: ConnectorStateInfo | undefined) {
    super(message, context);
    this.state = state;
  }
}
