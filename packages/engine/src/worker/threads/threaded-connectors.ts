import { ConnectError } from '@millrace/connector-api';
import type { ConfigMap, State } from '../../model/names.ts';
import { javaTrace } from '../../task/java-trace.ts';
import type { StartConnectorRequest, TaskHost } from '../task-host.ts';
import { connectorOwner } from '../owner.ts';
import type { PluginThread } from './plugin-thread.ts';
import type { Seat, Seating, Tenant } from './seating.ts';
import { ThreadEndedError } from './thread-end.ts';

/** The part of a threaded host that is about connector instances. */
export type ThreadedConnectors = Pick<TaskHost, 'startConnector' | 'setConnectorState' | 'taskConfigs' | 'stopConnector'> & {
  /** What a thread tells of an instance on it. */
  stateFrom(thread: PluginThread, name: string, state: State, trace: string | null, version: string | null): void;
  isOn(thread: PluginThread, name: string): boolean;
};

export interface ThreadedConnectorsOptions {
  readonly seating: Seating;
  readonly report: (name: string, state: State, trace: string | null, version: string | null) => void;
}

interface ThreadedConnector {
  /** As it is to be started if it has to be started again. */
  request: StartConnectorRequest;
  readonly seat: Seat;
  /** Why it is no more, if it ended its thread. */
  failure: Error | null;
}

export function createThreadedConnectors({ seating, report }: ThreadedConnectorsOptions): ThreadedConnectors {
  const connectors = new Map<string, ThreadedConnector>();

  function tenantOf(given: StartConnectorRequest): Tenant {
    const { name, config } = given;
    return {
      owner: connectorOwner(name),
      title: `Connector ${name}`,
      home: { kind: 'control' },
      signature: JSON.stringify(config),
      begin: (thread) => thread.call('startConnector', [connectors.get(name)?.request ?? given]),
      again: () => report(name, 'RESTARTING', null, null),
      fail(error) {
        const connector = connectors.get(name);
        if (connector !== undefined) connector.failure = error;
        report(name, 'FAILED', javaTrace(error), null);
      },
    };
  }

  /** Calls into the thread that the instance is on; once more, when it has begun again, if that ends for somebody else's sake. */
  async function call(name: string, method: string, args: readonly unknown[]): Promise<unknown> {
    for (;;) {
      const connector = connectors.get(name);
      if (connector === undefined) throw new ConnectError(`Connector ${name} not found in this worker.`);
      await connector.seat.begun.catch(() => undefined);
      if (connector.failure !== null) throw connector.failure;
      const thread = connector.seat.thread();
      if (thread === null) throw new ConnectError(`Connector ${name} not found in this worker.`);
      try {
        return await thread.call(method, args);
      } catch (error) {
        if (!(error instanceof ThreadEndedError) || error.end.kind === 'closed') throw error;
      }
    }
  }

  return {
    async startConnector(request) {
      const { name } = request;
      if (connectors.has(name)) throw new ConnectError(`Connector with name ${name} already exists`);
      const seat = seating.take(tenantOf(request));
      const connector: ThreadedConnector = { request, seat, failure: null };
      connectors.set(name, connector);
      try {
        await seat.begun;
      } catch (error) {
        connector.failure = error as Error;
        seat.leave();
        if (connectors.get(name) === connector) connectors.delete(name);
        throw error;
      }
    },

    async setConnectorState(name, target) {
      const connector = connectors.get(name);
      if (connector !== undefined) connector.request = { ...connector.request, target };
      await call(name, 'setConnectorState', [name, target]);
    },

    taskConfigs: async (name, request) => (await call(name, 'taskConfigs', [name, request])) as ConfigMap[],

    async stopConnector(name) {
      const connector = connectors.get(name);
      if (connector === undefined) return;
      connectors.delete(name);
      const thread = connector.seat.thread();
      connector.seat.end();
      try {
        await thread?.call('stopConnector', [name]);
      } catch (error) {
        if (!(error instanceof ThreadEndedError)) throw error;
      } finally {
        connector.seat.leave();
      }
      const isGone = thread === null ? connector.failure === null : thread.end() !== null;
      if (isGone) report(name, 'UNASSIGNED', null, null);
    },

    stateFrom(thread, name, state, trace, version) {
      // One that is being stopped still has its last word.
      if (connectors.has(name) && connectors.get(name)?.seat.thread() !== thread) return;
      report(name, state, trace, version);
    },
    isOn: (thread, name) => connectors.get(name)?.seat.thread() === thread,
  };
}
