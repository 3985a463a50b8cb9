import { ConnectError } from '@millrace/connector-api';
import { NO_HOST } from '../metrics/host-snapshot.ts';
import { BadRequestError, NotFoundError } from '../model/errors.ts';
import type { ConfigMap, TaskId } from '../model/names.ts';
import { taskIdText } from '../model/names.ts';
import type { ConfigInfosData, TaskHost, TaskHostEvents } from '../worker/task-host.ts';

/**
 * A task host for tests. A connector's configuration says how it behaves: `tasks` is how many it wants (`own.<n>` is what only
 * the n-th is told), `fail` and `hang` name the calls that fail or never end (`validate`, `start`, `taskConfigs`, `stop`,
 * `alterOffsets`, `task`); `slow`: how many turns of the event loop each call takes.
 */
export interface FakeHost extends TaskHost {
  readonly events: TaskHostEvents;
  /** Every call, as `startConnector a`, `startTask a-0`, `setTaskState a-0 PAUSED`. */
  readonly calls: string[];
  readonly connectors: Map<string, ConfigMap>;
  readonly tasks: Map<string, ConfigMap>;
  /** Lets everything that hangs go on. */
  release(): void;
  /** What a connector wants from now on, without a new configuration. */
  readonly wishes: Map<string, readonly ConfigMap[]>;
}

export function createFakeHost(events: TaskHostEvents): FakeHost {
  const calls: string[] = [];
  const connectors = new Map<string, ConfigMap>();
  const tasks = new Map<string, ConfigMap>();
  const wishes = new Map<string, readonly ConfigMap[]>();
  /** The start of each connector and task that counts: one that was stopped before it had ended does not. */
  const starts = new Map<string, object>();
  let hanging: (() => void)[] = [];

  function named(config: Readonly<Record<string, string | null>>, key: 'fail' | 'hang', call: string): boolean {
    return (config[key] ?? '').split(',').includes(call);
  }

  /** A plugin's answer takes a turn or two of the event loop, as many as `slow` says. */
  async function play(config: Readonly<Record<string, string | null>>, call: string): Promise<void> {
    for (let turn = Number(config['slow'] ?? '0'); turn > 0; turn -= 1) await new Promise((resolve) => setImmediate(resolve));
    if (named(config, 'hang', call)) await new Promise<void>((resolve) => hanging.push(resolve));
    if (named(config, 'fail', call)) throw new ConnectError(`${call} failed`);
  }

  function wanted(name: string): readonly ConfigMap[] {
    const config = connectors.get(name) ?? {};
    const shared = Object.fromEntries(Object.entries(config).filter(([key]) => key.startsWith('shared')));
    return (
      wishes.get(name) ??
      Array.from({ length: Number(config['tasks'] ?? '1') }, (_, n) => ({
        ...shared,
        'task.class': 'FakeTask',
        own: config[`own.${n}`] ?? '',
        ...(config['fail'] === undefined ? {} : { fail: config['fail'] }),
        ...(config['hang'] === undefined ? {} : { hang: config['hang'] }),
        ...(config['slow'] === undefined ? {} : { slow: config['slow'] }),
      }))
    );
  }

  const stateOf = (target: 'STARTED' | 'PAUSED'): 'RUNNING' | 'PAUSED' => (target === 'STARTED' ? 'RUNNING' : 'PAUSED');

  return {
    events,
    calls,
    connectors,
    tasks,
    wishes,
    release() {
      for (const resume of hanging.splice(0)) resume();
    },
    async validateConnector({ config }) {
      calls.push(`validate ${config['name']}`);
      await play(config, 'validate');
      if (config['connector.class'] === undefined) throw new BadRequestError('Connector config contains no connector type');
      return infos(config['invalid'] === undefined ? [] : [String(config['invalid'])]);
    },
    async pluginConfig(plugin) {
      throw new NotFoundError(`Unknown plugin ${plugin}.`);
    },
    async startConnector({ name, config, target }) {
      calls.push(`startConnector ${name}`);
      const start = {};
      starts.set(name, start);
      if (!named(config, 'fail', 'start')) await play(config, 'start');
      if (starts.get(name) !== start) return;
      connectors.set(name, config);
      if (named(config, 'fail', 'start')) return events.connectorState(name, 'FAILED', 'start failed', '1.0');
      events.connectorState(name, stateOf(target), null, '1.0');
    },
    async setConnectorState(name, target) {
      calls.push(`setConnectorState ${name} ${target}`);
      events.connectorState(name, stateOf(target), null, '1.0');
    },
    async taskConfigs(name, { maxTasks, enforce }) {
      calls.push(`taskConfigs ${name}`);
      await play(connectors.get(name) ?? {}, 'taskConfigs');
      const configs = wanted(name);
      if (configs.length > maxTasks && enforce) {
        events.connectorState(name, 'FAILED', 'too many tasks', '1.0');
        throw new ConnectError('too many tasks');
      }
      return [...configs];
    },
    async stopConnector(name) {
      calls.push(`stopConnector ${name}`);
      const config = connectors.get(name) ?? {};
      connectors.delete(name);
      starts.delete(name);
      await play(config, 'stop');
    },
    async alterConnectorOffsets({ name, config, offsets }) {
      calls.push(`alterOffsets ${name} ${JSON.stringify(offsets)}`);
      await play(config, 'alterOffsets');
      return config['external'] !== 'false';
    },
    async resolveSettings(_name, settings) {
      const resolved = Object.entries(settings).map(([key, text]) => [key, text.replace(/^\$\{fake:(.*)\}$/, '$1')]);
      return Object.fromEntries(resolved) as ConfigMap;
    },
    async startTask({ id, taskConfig, target }) {
      calls.push(`startTask ${taskIdText(id)}`);
      const start = {};
      starts.set(`task ${taskIdText(id)}`, start);
      await play(taskConfig, 'task');
      if (starts.get(`task ${taskIdText(id)}`) !== start) return;
      tasks.set(taskIdText(id), taskConfig);
      events.taskState(id, stateOf(target), null, '1.0');
    },
    async setTaskState(id, target) {
      calls.push(`setTaskState ${taskIdText(id)} ${target}`);
      events.taskState(id, stateOf(target), null, '1.0');
    },
    async forgetTopics(connector) {
      calls.push(`forgetTopics ${connector}`);
    },
    async stopTask(id: TaskId) {
      calls.push(`stopTask ${taskIdText(id)}`);
      const config = tasks.get(taskIdText(id)) ?? {};
      tasks.delete(taskIdText(id));
      starts.delete(`task ${taskIdText(id)}`);
      await play({ slow: config['slow'] ?? '0' }, 'stop');
    },
    metrics: async () => NO_HOST,
    async close() {
      calls.push('close');
      for (const resume of hanging) resume();
      hanging = [];
    },
  };
}

function infos(errors: readonly string[]): ConfigInfosData {
  const definition = {
    name: 'invalid',
    type: 'STRING',
    required: false,
    default_value: null,
    importance: 'LOW',
    documentation: '',
    group: null,
    order_in_group: -1,
    width: 'NONE',
    display_name: 'invalid',
    dependents: [],
  };
  const value = { name: 'invalid', value: null, recommended_values: [], errors, visible: true };
  return { name: 'x', error_count: errors.length, groups: [], configs: [{ definition, value }] };
}
