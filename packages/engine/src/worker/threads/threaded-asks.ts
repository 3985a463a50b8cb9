import type { ConfigInfosData, ConfigKeyData } from '../../model/config-infos.ts';
import type { ConfigMap } from '../../model/names.ts';
import { valueOf } from '../../plugin/prefixed.ts';
import type { TaskHost } from '../task-host.ts';
import { offsetsOwner, pluginOwner, validationOwner } from '../owner.ts';
import type { Owner } from '../owner.ts';
import type { Seating } from './seating.ts';

/** The part of a threaded host that is about what plugins are asked. */
export type ThreadedAsks = Pick<TaskHost, 'validateConnector' | 'pluginConfig' | 'alterConnectorOffsets' | 'resolveSettings'>;

/** Each question has a seat for as long as it is open: if its thread ends for another one's sake, it is asked again. */
export function createThreadedAsks(seating: Seating): ThreadedAsks {
  async function ask(owner: Owner, title: string, method: keyof ThreadedAsks, args: readonly unknown[]): Promise<unknown> {
    const seat = seating.take({
      owner,
      title,
      home: { kind: 'control' },
      signature: '',
      begin: (thread) => thread.call(method, args),
      again: () => undefined,
      fail: () => undefined,
    });
    try {
      return await seat.begun;
    } finally {
      seat.leave();
    }
  }

  return {
    async validateConnector(request) {
      const connectorClass = valueOf(request.config, 'connector.class');
      const title = `The validation of a configuration by ${connectorClass ?? 'no plugin'}`;
      return (await ask(validationOwner(connectorClass), title, 'validateConnector', [request])) as ConfigInfosData;
    },
    async pluginConfig(plugin, version) {
      const title = `The plugin ${plugin}, asked for its configuration,`;
      return (await ask(pluginOwner(plugin), title, 'pluginConfig', [plugin, version])) as ConfigKeyData[];
    },
    async alterConnectorOffsets(request) {
      const title = `Connector ${request.name}, asked whether its offsets may be altered,`;
      return (await ask(offsetsOwner(request.name), title, 'alterConnectorOffsets', [request])) as boolean;
    },
    async resolveSettings(name, settings) {
      const title = `The settings of connector ${name}, whose variables were being resolved,`;
      return (await ask(offsetsOwner(name), title, 'resolveSettings', [name, settings])) as ConfigMap;
    },
  };
}
