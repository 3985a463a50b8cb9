import { ConnectError } from '@millrace/connector-api';
import type { Connector } from '@millrace/connector-api';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';
import { valueOf } from '../plugin/prefixed.ts';
import type { TaskConfigsRequest } from './task-host.ts';

export interface GenerateTaskConfigsOptions {
  readonly name: string;
  readonly config: ConfigMap;
  readonly taskClass: string;
  readonly connector: Pick<Connector, 'taskConfigs'>;
  readonly request: TaskConfigsRequest;
  readonly logger: Logger;
  /** Called with the error when there are more tasks than allowed. */
  readonly fail: (error: ConnectError) => void;
}

/** What a sink's tasks need and its connector may have left out. */
const TOPIC_KEYS = ['topics', 'topics.regex'];

/**
 * The tasks' configurations from the connector, with `task.class` and a sink's topics put in. Throws what the connector throws, and
 * ConnectError for more tasks than `tasks.max` where that is enforced (KIP-1004).
 */
export async function generateTaskConfigs(options: GenerateTaskConfigsOptions): Promise<ConfigMap[]> {
  const { name, config, request } = options;
  const configs: unknown = await options.connector.taskConfigs(request.maxTasks);
  if (!Array.isArray(configs)) throw new ConnectError(`Connector ${name}: taskConfigs has to give an array of configurations`);
  checkCount(options, configs.length);
  const topics = TOPIC_KEYS.flatMap((key) => {
    const value = valueOf(config, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const added = [['task.class', options.taskClass] as const, ...topics];
  return configs.map((taskConfig: unknown) => Object.fromEntries([...entriesOf(name, taskConfig), ...added]));
}

function checkCount({ name, request, logger, fail }: GenerateTaskConfigsOptions, count: number): void {
  if (count <= request.maxTasks) return;
  const what = `The connector ${name} has generated ${count} tasks, which is greater than ${request.maxTasks}, the maximum number of tasks it is configured to create.`;
  if (!request.enforce) {
    logger.warn(`${what} This behavior should be considered a bug and will be disallowed in future releases of Kafka Connect.`);
    return;
  }
  const error = new ConnectError(
    `${what} This behaviour should be considered a bug and is disallowed. If necessary, it can be permitted by reconfiguring the connector with 'tasks.max.enforce' set to false; however, this option will be removed in a future release of Kafka Connect.`,
  );
  fail(error);
  throw error;
}

function entriesOf(name: string, taskConfig: unknown): [string, string][] {
  if (typeof taskConfig !== 'object' || taskConfig === null) {
    throw new ConnectError(`Connector ${name}: a task's configuration has to be an object, not ${String(taskConfig)}`);
  }
  return Object.entries(taskConfig).filter((entry): entry is [string, string] => {
    const [key, value] = entry as [string, unknown];
    if (typeof value !== 'string' && value !== undefined && value !== null) {
      throw new ConnectError(
        `Connector ${name}: the value of ${key} in a task's configuration has to be text, not ${typeof value}`,
      );
    }
    return typeof value === 'string';
  });
}
