import {
  AlreadyExistsError,
  BadRequestError,
  ConnectError,
  type ErrorAnswer,
  type ErrorContext,
  ForbiddenError,
  InvalidConfigError,
  NotFoundError,
  RebalanceInProgressError,
  type RebalanceReason,
  RequestTimeoutError,
  ServerError,
  UnauthorizedError,
} from './errors.ts';

/** Nothing but these texts tells one 409 from another; Apache Kafka Connect has had the same ones from 2.8 to 4.3. */
const rebalanceTexts: readonly (readonly [RegExp, RebalanceReason])[] = [
  [/due to stale configuration/, 'stale-configuration'],
  [/no known leader URL/, 'no-leader'],
  [/conflicting operation/, 'conflicting-operation'],
  [/because a rebalance is expected/, 'rebalance-expected'],
];

/** What validation and a few other reads say with 500 is a 400 by its own words. */
const badRequestText = /^org\.apache\.kafka\.connect\.runtime\.rest\.errors\.BadRequestException: /;

/** The error that an answer means. `path` is the operation's, as the contract has it. */
export function errorOfAnswer(path: string, answer: Omit<ErrorAnswer, 'errorCode'> & { readonly body: string }): ConnectError {
  const said = readErrorMessage(answer.body);
  const context: ErrorAnswer = { ...answer, errorCode: said?.error_code, body: said ? undefined : answer.body };
  const message =
    explained(said?.message, path, answer) ??
    `${answer.method} ${answer.url} was answered with status ${answer.status}${titleOf(answer.body)}`;
  if (said && answer.status === 500 && badRequestText.test(message))
    return invalid(path, message.replace(badRequestText, ''), context);
  switch (answer.status) {
    case 400:
      return said ? invalid(path, message, context) : new BadRequestError(message, context);
    case 401:
      return new UnauthorizedError(message, context);
    case 403:
      return new ForbiddenError(message, context);
    case 404:
      return new NotFoundError(message, context);
    case 408:
      return new RequestTimeoutError(message, context);
    case 409:
      return conflict(message, context);
    default:
      return otherError(message, context);
  }
}

function invalid(path: string, message: string, context: ErrorAnswer): ConnectError {
  const isAboutConfig = path === '/connectors' || /\/config(\/validate)?$/.test(path);
  if (!isAboutConfig) return new BadRequestError(message, context);
  return Object.assign(new InvalidConfigError(message, context), { errors: errorsByKey(message) });
}

function conflict(message: string, context: ErrorAnswer): ConnectError {
  if (/^Connector [^]* already exists$/.test(message)) return new AlreadyExistsError(message, context);
  return rebalance(message, context) ?? new ConnectError(message, context);
}

function rebalance(message: string, context: ErrorAnswer): ConnectError | undefined {
  const found = rebalanceTexts.find(([text]) => text.test(message));
  return found && new RebalanceInProgressError(message, context, found[1]);
}

function otherError(message: string, context: ErrorAnswer): ConnectError {
  const { status } = context;
  if (status === 429) return new ServerError(message, context);
  if (status < 500) return new ConnectError(message, context);
  if (status === 500 && message.startsWith('Request timed out')) return new RequestTimeoutError(message, context);
  return (status === 500 && rebalance(message, context)) || new ServerError(message, context);
}

function readErrorMessage(body: string): { error_code: number; message: string | null } | undefined {
  try {
    const read = JSON.parse(body) as { error_code?: unknown; message?: unknown } | null;
    if (typeof read?.error_code !== 'number') return undefined;
    return { error_code: read.error_code, message: typeof read.message === 'string' ? read.message : null };
  } catch {
    return undefined;
  }
}

/** What a server says to a resource or a method that it does not have, as an older Kafka Connect may not. */
function explained(message: string | null | undefined, path: string, { method }: ErrorContext): string | null | undefined {
  return message && /^HTTP 40[45] /.test(message) ? `${message}: this server has no ${method} ${path}` : message;
}

/** What a page says that a proxy, or the HTTP server under Kafka Connect, answers with. */
function titleOf(body: string): string {
  const title = /<title>([^<]+)/i.exec(body)?.[1]?.trim();
  return title === undefined ? '' : `: ${title}`;
}

/** The settings that the sentences of a refusal name. */
function errorsByKey(message: string): Record<string, string[]> {
  const errors = new Map<string, string[]>();
  for (const line of message.split('\n')) {
    const [, missing, wrong] =
      /^Missing required configuration "(.+?)"|^Invalid value .* for configuration (\S+): /.exec(line) ?? [];
    const key = missing ?? wrong;
    if (key !== undefined) errors.set(key, [...(errors.get(key) ?? []), line]);
  }
  return Object.fromEntries(errors);
}
