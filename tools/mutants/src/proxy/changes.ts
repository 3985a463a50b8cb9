import { operations, type OperationId } from '@millrace/contract';
import { jsonOf, objectOf, type Answer, type Change, type Request } from './message.ts';

const patterns = (Object.keys(operations) as OperationId[]).map((operationId) => ({
  operationId,
  method: operations[operationId].method.toUpperCase(),
  path: new RegExp(`^${operations[operationId].path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** Which operation a request is of; null for none. */
export function operationOf({ method, path }: Pick<Request, 'method' | 'path'>): OperationId | null {
  const [plain = ''] = path.split('?');
  return patterns.find((one) => one.method === method && one.path.test(plain))?.operationId ?? null;
}

export type Operations = OperationId | readonly OperationId[] | 'all';

/** Does the change to requests of some operations, and lets all others through. */
export function on(which: Operations, change: Change): Change {
  return async (request, next) => {
    const operationId = operationOf(request);
    const chosen = which === 'all' || (operationId !== null && [which].flat().includes(operationId));
    return chosen ? change(request, next) : next(request);
  };
}

/** Edits answers. */
export function answers(which: Operations, edit: (answer: Answer, request: Request) => Answer): Change {
  return on(which, async (request, next) => edit(await next(request), request));
}

/** Edits the JSON of answers that are no errors; undefined leaves one as it is. */
export function bodies(which: Operations, edit: (body: unknown, request: Request) => unknown): Change {
  return answers(which, (answer, request) => (answer.status < 300 ? edited(answer, (body) => edit(body, request)) : answer));
}

/** Edits the JSON of errors. */
export function errors(which: Operations, edit: (error: Readonly<Record<string, unknown>>) => unknown): Change {
  return answers(which, (answer) => (answer.status < 400 ? answer : edited(answer, (body) => edit(objectOf(body)))));
}

/** Edits requests. */
export function requests(which: Operations, edit: (request: Request) => Request): Change {
  return on(which, async (request, next) => next(edit(request)));
}

/** Edits the JSON of requests. */
export function requestBodies(which: Operations, edit: (body: unknown) => unknown): Change {
  return requests(which, (request) => edited(request, edit));
}

/** Answers with another status where the worker's is `from`. */
export function statuses(which: Operations, from: number, to: number, body?: unknown): Change {
  return answers(which, (answer) => {
    if (answer.status !== from) return answer;
    if (body === undefined) return { ...answer, status: to };
    return { status: to, headers: { ...answer.headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
  });
}

function edited<T extends Answer | Request>(message: T, edit: (body: unknown) => unknown): T {
  const body = jsonOf(message);
  if (body === undefined) return message;
  const after = edit(body);
  return after === undefined ? message : { ...message, body: JSON.stringify(after) };
}

/** The n-th segment of a path, decoded: 1 is the connector's name in most. */
export function segmentOf({ path }: Pick<Request, 'path'>, index: number): string {
  const [plain = ''] = path.split('?');
  return decodeURIComponent(plain.split('/')[index + 1] ?? '');
}

/** The path of a connector, or below it. */
export function connectorPath(name: string, below = ''): string {
  return `/connectors/${encodeURIComponent(name)}${below}`;
}
