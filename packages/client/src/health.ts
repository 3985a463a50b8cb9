import type { WorkerStatus } from '@millrace/contract';
import { NotFoundError, RequestTimeoutError, ServerError } from './errors.ts';
import { getHealth, getServerInfo } from './generated/sdk.gen.ts';
import type { CallOptions } from './options.ts';
import type { Transport } from './transport.ts';

/** The first version of Apache Kafka Connect that has `/health`. */
const since = [3, 9] as const;

export async function readHealth(transport: Transport, options: CallOptions = {}): Promise<WorkerStatus> {
  try {
    return await transport.call(getHealth, {}, { retry: false, ...options });
  } catch (error) {
    if (error instanceof NotFoundError) return await healthOfOlder(transport, options);
    const status = error instanceof ServerError || error instanceof RequestTimeoutError ? readStatus(error.body) : undefined;
    if (status) return status;
    throw error;
  }
}

/** One that does not know `/health` is too old for it, or has not got so far yet. */
async function healthOfOlder(transport: Transport, options: CallOptions): Promise<WorkerStatus> {
  const { version } = await transport.call(getServerInfo, {}, options);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > since[0] || (major === since[0] && minor >= since[1])) {
    return { status: 'starting', message: 'The worker does not answer /health yet.' };
  }
  return { status: 'healthy', message: `The worker answers. Version ${version} tells no more.` };
}

function readStatus(body: string | undefined): WorkerStatus | undefined {
  try {
    const read = JSON.parse(body ?? '') as Partial<WorkerStatus>;
    return read.status === undefined ? undefined : { status: read.status, message: read.message ?? '' };
  } catch {
    return undefined;
  }
}
