/** Base of the errors that the engine throws on purpose. A class says what happened; a REST edge maps classes to statuses. */
export abstract class EngineError extends Error {
  /** Whether the same call may succeed later. */
  readonly retriable: boolean = false;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** What was asked for is not there. */
export class NotFoundError extends EngineError {}

/** A connector of that name is there already. */
export class AlreadyExistsError extends EngineError {}

/** The caller's mistake. */
export class BadRequestError extends EngineError {}

/** The caller may not do that here: switched off by the worker's configuration, or signed wrongly. */
export class ForbiddenError extends EngineError {}

/** The worker cannot answer yet, or not now. */
export class UnavailableError extends EngineError {
  override readonly retriable = true;
}

/** The worker has not started yet, or is stopping. Nothing of what was asked has been done. */
export class NotReadyError extends UnavailableError {}

/** Something else is going on with this connector or in the group; the same call may succeed in a moment. */
export class ConflictError extends EngineError {
  override readonly retriable = true;
}

/** The group is changing: which worker can do that will be known in a moment. Nothing of what was asked has been done. */
export class UnsettledError extends ConflictError {}

/** A plugin, or the store, did not answer within its time. */
export class DeadlineError extends EngineError {
  override readonly retriable = true;
}

/** Another worker of the group can do that. */
export abstract class ElsewhereError extends EngineError {
  /** Where its REST API is. */
  readonly workerUrl: string;
  constructor(message: string, workerUrl: string) {
    super(message);
    this.workerUrl = workerUrl;
  }
}

/** Only the leader of the group can do that. */
export class NotLeaderError extends ElsewhereError {
  constructor(leaderUrl: string) {
    super('Cannot complete request because this worker is not the leader of its group', leaderUrl);
  }
}

/** Only the worker that runs it can do that. */
export class NotAssignedError extends ElsewhereError {
  constructor(what: string, ownerUrl: string) {
    super(`Cannot restart ${what} since it is not assigned to this member`, ownerUrl);
  }
}

/** A group's offsets cannot be altered while it has members. */
export class GroupNotEmptyError extends EngineError {
  override readonly retriable = true;
}

/** Another producer or owner has taken over; this one may not write any more. */
export class FencedError extends EngineError {}

/** The data directory cannot be used: locked by another worker, not writable, full, or corrupt. The message says which and where. */
export class StoreError extends EngineError {}

/** A broken invariant or a plugin that failed where nothing of the caller's was wrong. */
export class InternalError extends EngineError {}
