import type { Answer } from './answer.ts';

/**
 * Whether an answer says that the cluster is agreeing on who runs what, so that the request is to be repeated: 409 to a write, 500 to a
 * read. A 409 for a name that is taken is none.
 */
export function isRebalance({ status, message, data }: Answer): boolean {
  // The answer to HEAD cannot say why.
  if (data.method === 'HEAD' && (status === 500 || status === 409)) return true;
  if (message === null) return false;
  if (status === 409) return /rebalanc|stale config|no known leader|conflicting operation/i.test(message);
  return status === 500 && /because a rebalance is expected|request timed out/i.test(message);
}
