import { ConnectError, DataError, RetriableError, SerializationError } from '@millrace/connector-api';
import { RegistryConnectionError, RegistryError } from '../errors.ts';

/**
 * Does what needs the registry, and turns what goes wrong into what the record path knows: a RetriableError for what may succeed
 * later, a DataError for what will not. Their message begins with `what` and goes on with the registry's own.
 */
export async function explain<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof DataError || !(cause instanceof ConnectError)) throw cause;
    const message = `${what}: ${cause.message}`;
    throw cause.retriable ? new RetriableError(message, { cause }) : new DataError(message, { cause });
  }
}

/** Says what the registry was asked for. Keeps whether it is worth asking again. */
export async function asked<T>(what: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof RegistryConnectionError) throw cause;
    if (!(cause instanceof RegistryError)) throw cause;
    const message = `${what}: ${cause.message}${adviceOf(cause)}`;
    throw cause.retriable ? new RetriableError(message, { cause }) : new SerializationError(message, { cause });
  }
}

function adviceOf({ status }: RegistryError): string {
  if (status === 401) return ' (the registry wants credentials, or others: see basic.auth.* and bearer.auth.token)';
  return status === 403 ? ' (these credentials may not do this)' : '';
}
