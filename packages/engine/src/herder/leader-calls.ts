import type { CallWorker } from '../engine.ts';
import type { Group } from '../group/group.ts';
import type { SessionKey } from '../model/cluster-config.ts';
import { ConflictError, InternalError, UnavailableError } from '../model/errors.ts';
import { stringifyJson } from '../model/json.ts';
import type { ConfigMap } from '../model/names.ts';
import { signRequest } from './request-signature.ts';

/** What a worker asks of the leader, signed with the group's session key (KIP-507). */
export interface LeaderCalls {
  /** What a connector that runs here says its tasks are to do. */
  putTaskConfigs(name: string, taskConfigs: readonly ConfigMap[]): Promise<void>;
  /** Resolves when no older task of an exactly-once source can write any more. */
  fence(name: string): Promise<void>;
}

export interface LeaderCallsOptions {
  /** undefined: there are no other workers. */
  readonly call: CallWorker | undefined;
  readonly group: Pick<Group, 'leaderUrl'>;
  readonly sessionKey: () => SessionKey | null;
  /** `inter.worker.signature.algorithm`. */
  readonly algorithm: string;
}

export function createLeaderCalls({ call, group, sessionKey, algorithm }: LeaderCallsOptions): LeaderCalls {
  async function send(method: 'POST' | 'PUT', path: string, body: Uint8Array | null): Promise<void> {
    const workerUrl = group.leaderUrl();
    if (workerUrl === null)
      throw new ConflictError('The leader of the group is not known, likely because a rebalance is underway');
    if (call === undefined) throw new InternalError('This worker has been given no way to reach the leader of its group');
    const key = sessionKey();
    if (key === null) throw new UnavailableError('This worker has not been able to read a session key from the config topic yet');
    const signature = Buffer.from(signRequest(key.key, algorithm, body ?? new Uint8Array())).toString('base64');
    await call({ method, workerUrl, path, body, signature, algorithm });
  }

  const pathOf = (name: string): string => `/connectors/${encodeURIComponent(name)}`;

  return {
    putTaskConfigs: (name, taskConfigs) => send('POST', `${pathOf(name)}/tasks`, Buffer.from(stringifyJson(taskConfigs))),
    fence: (name) => send('PUT', `${pathOf(name)}/fence`, null),
  };
}
