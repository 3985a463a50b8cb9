import { ElsewhereError, type Engine, type LoggerFactory } from '@millrace/engine';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { askWorker, type WorkerAnswer } from './ask-worker.ts';
import { readFlag } from './flag.ts';
import { connectorLocation } from './location.ts';
import { contextOf } from './request-context.ts';
import { RequestError } from './request-error.ts';

/** Of a caller's headers, what another worker is told: who asks, and for requests between workers that they may. */
const PASSED_ON = ['authorization', 'x-connect-authorization', 'x-connect-request-signature-algorithm'];

/**
 * Passes a request on to the worker that can answer it, and its answer back. The first worker lets the second pass it on once more, to
 * which `forward` in the query says yes or no, as in Kafka Connect; a third one does not. What was written shows to whoever asks this
 * worker next.
 */
export function createForwardStage(engine: Pick<Engine, 'catchUp'>, loggers: LoggerFactory): ErrorRequestHandler {
  const logger = loggers('millrace.rest.forward');
  return async (error: unknown, req, res, next) => {
    if (!(error instanceof ElsewhereError) || res.headersSent) {
      next(error);
      return;
    }
    try {
      const answer = await forward(req, res, error.workerUrl);
      await caughtUp(engine);
      passBack(answer, req, res);
    } catch (failure) {
      logger.error(`${req.method} ${req.originalUrl} could not be forwarded to ${error.workerUrl}`, { error: failure });
      next(failure);
    }
  };
}

/** The answer stands, whether or not this worker can see what came of it. */
async function caughtUp(engine: Pick<Engine, 'catchUp'>): Promise<void> {
  try {
    await engine.catchUp();
  } catch {
    // It is stopping.
  }
}

async function forward(req: Request, res: Response, workerUrl: string): Promise<WorkerAnswer> {
  const { forward: given, ...query } = req.query as Record<string, string | undefined>;
  const isFirst = given === undefined;
  if (!isFirst && !readFlag(given)) {
    throw new RequestError(409, 'Cannot complete request because of a conflicting operation (e.g. worker rebalance)');
  }
  const { rawBody } = contextOf(res);
  const hasBody = rawBody !== undefined && rawBody.length > 0;
  const parameters = new URLSearchParams({ forward: String(isFirst), ...(query as Record<string, string>) });
  const answer = await ask({
    method: req.method,
    workerUrl,
    target: `${req.url.split('?', 1)[0]}?${parameters.toString()}`,
    headers: { ...headersOf(req), ...(hasBody && { 'Content-Type': 'application/json' }) },
    body: hasBody ? rawBody : null,
  });
  if (answer.status < 200 || (answer.status >= 300 && answer.status < 400)) {
    throw new RequestError(500, `Unexpected status code when handling forwarded request: ${answer.status}`);
  }
  return answer;
}

async function ask(question: Parameters<typeof askWorker>[0]): Promise<WorkerAnswer> {
  try {
    return await askWorker(question);
  } catch (error) {
    throw new RequestError(500, `IO Error trying to forward REST request: ${(error as Error).message}`);
  }
}

function headersOf(req: Request): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = req.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function passBack({ status, location, contentType, body }: WorkerAnswer, req: Request, res: Response): void {
  res.status(status);
  if (location !== undefined)
    res.setHeader('Location', connectorLocation(req, (JSON.parse(body.toString()) as { name: string }).name));
  if (contentType === undefined) res.removeHeader('Content-Type');
  else res.setHeader('Content-Type', contentType);
  if (body.length > 0) res.setHeader('Content-Length', body.length);
  res.end(body.length > 0 ? body : undefined);
}
