import {
  BadRequestError,
  type CallWorker,
  ConflictError,
  ForbiddenError,
  InternalError,
  NotFoundError,
  UnavailableError,
} from '@millrace/engine';
import { askWorker, type WorkerAnswer, type WorkerQuestion } from './rest/ask-worker.ts';

/** Sends what the engine has to tell the leader of its group (KIP-507). */
export const callWorker: CallWorker = async ({ method, workerUrl, path, body, signature, algorithm }) => {
  const headers = { 'X-Connect-Authorization': signature, 'X-Connect-Request-Signature-Algorithm': algorithm };
  await tellWorker({ method, workerUrl, target: path, headers, body });
};

/** Sends a request, with JSON if it has a body. Rejects with an error of the engine when it is not answered with success. */
export async function tellWorker(question: WorkerQuestion): Promise<void> {
  const { headers, body, workerUrl } = question;
  const answer = await ask({
    ...question,
    headers: { ...headers, ...(body !== null && { 'Content-Type': 'application/json' }) },
  });
  if (answer.status < 200 || answer.status >= 300) throw refusal(answer, workerUrl);
}

async function ask(question: WorkerQuestion): Promise<WorkerAnswer> {
  try {
    return await askWorker(question);
  } catch (error) {
    throw new UnavailableError(`The worker at ${question.workerUrl} cannot be reached: ${(error as Error).message}`);
  }
}

const CLASS_OF_STATUS: ReadonlyMap<number, new (message: string) => Error> = new Map([
  [400, BadRequestError],
  [403, ForbiddenError],
  [404, NotFoundError],
  [409, ConflictError],
  [503, UnavailableError],
]);

function refusal({ status, body }: WorkerAnswer, workerUrl: string): Error {
  const Refusal = CLASS_OF_STATUS.get(status) ?? InternalError;
  return new Refusal(`The worker at ${workerUrl} answered ${status}: ${messageIn(body)}`);
}

function messageIn(body: Buffer): string {
  const text = body.toString();
  try {
    return (JSON.parse(text) as { message?: string | null }).message ?? text;
  } catch {
    return text.slice(0, 200);
  }
}
