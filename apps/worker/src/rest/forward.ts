import { setTimeout as delay } from 'node:timers/promises';
import { ElsewhereError, type Engine, type LoggerFactory, NotLeaderError, UnsettledError } from '@millrace/engine';
import type { Request, RequestHandler, Response } from 'express';
import { askWorker, UnreachableError, type WorkerAnswer } from './ask-worker.ts';
import { readFlag } from './flag.ts';
import { connectorLocation } from './location.ts';
import { contextOf } from './request-context.ts';
import { RequestError } from './request-error.ts';

/** How a request waits for the worker that can carry it out. */
export interface Patience {
  /** In all. Milliseconds. */
  readonly limitMs: number;
  /** Milliseconds. */
  now(): number;
  pause(ms: number): Promise<void>;
}

/** As long as Kafka Connect lets a request take. */
export const REQUEST_PATIENCE: Patience = {
  limitMs: 90_000,
  now: () => performance.now(),
  async pause(ms) {
    await delay(ms);
  },
};

export interface ForwardOptions {
  readonly engine: Pick<Engine, 'catchUp' | 'leader'>;
  readonly loggers: LoggerFactory;
  /** Has this worker carry the request out; told of what it cannot do by ElsewhereError or UnsettledError. */
  readonly serve: RequestHandler;
  readonly patience: Patience;
}

/** Of a caller's headers, what another worker is told: who asks, and for requests between workers that they may. */
const PASSED_ON = ['authorization', 'x-connect-authorization', 'x-connect-request-signature-algorithm'];
/** How long to wait before a request that was not carried out is tried again. Milliseconds. */
const PAUSE_MS = 200;

/** Why a request was not carried out by the worker that it was passed on to, which has done nothing of it. */
type Refusal = { readonly answer: WorkerAnswer } | { readonly error: unknown };

/**
 * Passes a request on to the worker that can answer it, and its answer back. The first worker lets the second pass it on once more, to
 * which `forward` in the query says yes or no, as in Kafka Connect; a third one does not. What was written shows to whoever asks this
 * worker next.
 *
 * While the group has no leader, or one that is not there, is stopping or does not lead any more, the worker that was asked waits for the
 * next one. Only what certainly was not done is sent again.
 */
export function createForwardStage({ engine, loggers, serve, patience }: ForwardOptions): RequestHandler {
  const logger = loggers('millrace.rest.forward');

  /** Resolves with true when this worker itself may be able to do it now. */
  async function settle(error: ElsewhereError | UnsettledError, req: Request, res: Response, endMs: number): Promise<boolean> {
    const isFirst = req.query['forward'] === undefined;
    let url = error instanceof ElsewhereError ? error.workerUrl : null;
    let refusal: Refusal = { error };
    for (;;) {
      if (url !== null) {
        const outcome = await passOn(req, res, url);
        if (outcome === 'answered') return false;
        refusal = outcome;
      }
      if (!isFirst || patience.now() >= endMs || res.closed) return giveUp(refusal, req, res);
      await patience.pause(PAUSE_MS);
      const leader = engine.leader();
      if (leader !== null && (leader.isSelf || !(error instanceof NotLeaderError))) return true;
      url = leader?.url ?? null;
    }
  }

  async function passOn(req: Request, res: Response, workerUrl: string): Promise<'answered' | Refusal> {
    const question = questionOf(req, res, workerUrl);
    let answer: WorkerAnswer;
    try {
      answer = await askWorker(question);
    } catch (cause) {
      const error = new RequestError(500, `IO Error trying to forward REST request: ${(cause as Error).message}`);
      if (cause instanceof UnreachableError) return { error };
      throw error;
    }
    if (isUndone(answer)) return { answer };
    await caughtUp();
    passBack(answer, req, res);
    return 'answered';
  }

  /** The answer stands, whether or not this worker can see what came of it. */
  async function caughtUp(): Promise<void> {
    try {
      await engine.catchUp();
    } catch {
      // It is stopping.
    }
  }

  return (req, res, next) => {
    const endMs = patience.now() + patience.limitMs;
    const attempt = (): unknown => serve(req, res, (error?: unknown) => void outcome(error));
    async function outcome(error: unknown): Promise<void> {
      if (!(error instanceof ElsewhereError || error instanceof UnsettledError) || res.headersSent) {
        next(error);
        return;
      }
      try {
        if (await settle(error, req, res, endMs)) attempt();
      } catch (failure) {
        logger.error(`${req.method} ${req.originalUrl} could not be forwarded`, { error: failure });
        next(failure);
      }
    }
    attempt();
  };
}

function giveUp(refusal: Refusal, req: Request, res: Response): false {
  if ('error' in refusal) throw refusal.error;
  passBack(refusal.answer, req, res);
  return false;
}

/** Whether another worker says that it has done nothing. */
function isUndone({ status, retryAfter }: WorkerAnswer): boolean {
  return (status === 409 || status === 503) && retryAfter !== undefined;
}

function questionOf(req: Request, res: Response, workerUrl: string): Parameters<typeof askWorker>[0] {
  const { forward: given, ...query } = req.query as Record<string, string | undefined>;
  const isFirst = given === undefined;
  if (!isFirst && !readFlag(given)) {
    const message = 'Cannot complete request because of a conflicting operation (e.g. worker rebalance)';
    throw new RequestError(409, message, { 'Retry-After': '1' });
  }
  const { rawBody } = contextOf(res);
  const hasBody = rawBody !== undefined && rawBody.length > 0;
  const parameters = new URLSearchParams({ forward: String(isFirst), ...(query as Record<string, string>) });
  return {
    method: req.method,
    workerUrl,
    target: `${req.url.split('?', 1)[0]}?${parameters.toString()}`,
    headers: { ...headersOf(req), ...(hasBody && { 'Content-Type': 'application/json' }) },
    body: hasBody ? rawBody : null,
  };
}

function headersOf(req: Request): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = req.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function passBack({ status, location, contentType, retryAfter, body }: WorkerAnswer, req: Request, res: Response): void {
  if (status < 200 || (status >= 300 && status < 400)) {
    throw new RequestError(500, `Unexpected status code when handling forwarded request: ${status}`);
  }
  res.status(status);
  if (location !== undefined)
    res.setHeader('Location', connectorLocation(req, (JSON.parse(body.toString()) as { name: string }).name));
  if (retryAfter !== undefined) res.setHeader('Retry-After', retryAfter);
  if (contentType === undefined) res.removeHeader('Content-Type');
  else res.setHeader('Content-Type', contentType);
  if (body.length > 0) res.setHeader('Content-Length', body.length);
  res.end(body.length > 0 ? body : undefined);
}
