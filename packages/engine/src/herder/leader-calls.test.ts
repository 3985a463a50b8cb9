import { describe, expect, it } from 'vitest';
import type { WorkerRequest } from '../engine.ts';
import type { SessionKey } from '../model/cluster-config.ts';
import { ConflictError, InternalError, UnavailableError } from '../model/errors.ts';
import { createLeaderCalls } from './leader-calls.ts';
import { verifyRequest } from './request-signature.ts';

const key: SessionKey = { key: new Uint8Array(32).fill(7), algorithm: 'HmacSHA256', creationTimestamp: 0 };

function calls(leaderUrl: string | null, sessionKey: SessionKey | null, isReachable = true) {
  const sent: WorkerRequest[] = [];
  const call = isReachable ? async (request: WorkerRequest) => void sent.push(request) : undefined;
  const leader = createLeaderCalls({
    call,
    group: { leaderUrl: () => leaderUrl },
    sessionKey: () => sessionKey,
    algorithm: 'HmacSHA256',
  });
  return { leader, sent };
}

describe('what a worker tells its leader', () => {
  it('is signed as the leader checks it', async () => {
    const { leader, sent } = calls('http://l/', key);
    await leader.putTaskConfigs('a/b', [{ x: '1' }]);
    await leader.fence('a/b');
    expect(sent.map(({ method, workerUrl, path }) => `${method} ${workerUrl} ${path}`)).toEqual([
      'POST http://l/ /connectors/a%2Fb/tasks',
      'PUT http://l/ /connectors/a%2Fb/fence',
    ]);
    expect(Buffer.from(sent[0]!.body!).toString()).toBe('[{"x":"1"}]');
    for (const { body, signature, algorithm } of sent) {
      verifyRequest({ body: body ?? new Uint8Array(), signature, algorithm }, key, ['HmacSHA256']);
    }
  });

  it('is not sent without a leader, a key, or a way', async () => {
    await expect(calls(null, key).leader.fence('c')).rejects.toThrow(ConflictError);
    await expect(calls('http://l/', null).leader.fence('c')).rejects.toThrow(UnavailableError);
    await expect(calls('http://l/', key, false).leader.fence('c')).rejects.toThrow(InternalError);
  });
});
