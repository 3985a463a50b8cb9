import type { Connector, Properties } from '@millrace/connector-api';

/** A connector that gives each task its configuration and, as `id`, its number. */
export function numberedTasks(check: (props: Properties) => void): Connector {
  let given: Properties = {};
  return {
    start(props) {
      check(props);
      given = props;
    },
    taskConfigs: (maxTasks) =>
      Array.from({ length: maxTasks }, (_, id) => Object.fromEntries([...Object.entries(given), ['id', String(id)]])),
    stop: () => undefined,
  };
}
