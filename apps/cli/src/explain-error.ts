import {
  AlreadyExistsError,
  ConnectError,
  ConnectionError,
  ConnectorFailedError,
  ForbiddenError,
  InvalidConfigError,
  NotFoundError,
  RebalanceInProgressError,
  RequestTimeoutError,
  UnauthorizedError,
} from '@millrace/client';
import { UsageError } from './errors.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

/** What a person is told, and a script. */
export interface Explanation {
  readonly message: string;
  /** What to do next. */
  readonly hint?: string | undefined;
  readonly exitCode: ExitCode;
}

/** Undefined for what nobody expected: an error in millrace. */
export function explainError(error: unknown): Explanation | undefined {
  if (error instanceof UsageError) return { message: error.message, hint: error.hint, exitCode: exitCodes.usage };
  if (error instanceof ConnectError) return explainConnectError(error);
  return undefined;
}

function explainConnectError(error: ConnectError): Explanation {
  const { message } = error;
  const [exitCode, hint] = meaningOf(error);
  const repeated = error.attempts > 1 ? ` (tried ${error.attempts} times)` : '';
  return { message: `${message}${repeated}`, hint, exitCode };
}

function meaningOf(error: ConnectError): [ExitCode, string?] {
  if (error instanceof InvalidConfigError)
    return [exitCodes.invalidConfig, 'Nothing was written. `millrace validate -f FILE` tells what is wrong without writing.'];
  if (error instanceof AlreadyExistsError)
    return [exitCodes.conflict, 'Change it by `millrace apply` or `millrace patch`, or take another name.'];
  if (error instanceof RebalanceInProgressError)
    return [exitCodes.conflict, 'The workers are dividing the work anew. Try again in a moment, or give more time: --timeout 5m'];
  if (error instanceof NotFoundError) return [exitCodes.notFound, notFoundHint(error)];
  if (error instanceof UnauthorizedError)
    return [exitCodes.notAllowed, 'Say who you are: --user name:password, --token TOKEN, or a context that holds them.'];
  if (error instanceof ForbiddenError) return [exitCodes.notAllowed, 'The worker knows you and does not let you do this.'];
  if (error instanceof ConnectorFailedError)
    return [exitCodes.failed, 'Mend what is wrong, then: millrace restart NAME --failed --wait'];
  if (error instanceof RequestTimeoutError) return [exitCodes.timeout, 'Give it more time: --timeout 5m'];
  if (error instanceof ConnectionError)
    return [
      exitCodes.unreachable,
      'Is a worker running there? Say where: --url http://HOST:8083, MILLRACE_URL or `millrace context use NAME`.',
    ];
  return [exitCodes.refused];
}

function notFoundHint({ message, method, url }: NotFoundError): string {
  if (message.startsWith('HTTP 404'))
    return `This worker has no ${method} ${new URL(url).pathname}: it is too old for it, or no Kafka Connect.`;
  return /^(Unknown )?plugin/i.test(message)
    ? 'See what there is: millrace get plugins --all'
    : 'See what there is: millrace get connectors';
}
