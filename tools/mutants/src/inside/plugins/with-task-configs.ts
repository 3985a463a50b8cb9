import type { Connector, SinkConnectorPlugin, SourceConnectorPlugin } from '@millrace/connector-api';

/** A good plugin whose connectors ask for other tasks. */
export function withTaskConfigs<Plugin extends SourceConnectorPlugin | SinkConnectorPlugin>(
  good: Plugin,
  taskConfigs: (connector: Pick<Connector, 'taskConfigs'>, maxTasks: number) => ReturnType<Connector['taskConfigs']>,
): Plugin {
  return {
    ...good,
    createConnector() {
      const connector: Connector<never> = good.createConnector();
      return {
        start: (props, context) => connector.start(props, context),
        stop: () => connector.stop(),
        taskConfigs: (maxTasks) => taskConfigs(connector, maxTasks),
      } satisfies Connector<never>;
    },
  };
}
