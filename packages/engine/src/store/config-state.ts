import type { ClusterConfig, ConnectorEntry, SessionKey } from '../model/cluster-config.ts';
import type { ConfigMap, TargetState } from '../model/names.ts';
import type { ConfigRecord } from './config-record.ts';
import type { ConfigStoreEvents } from './config-store-events.ts';

/** What somebody should be told when a record was applied. */
export type ConfigNews = ((events: ConfigStoreEvents) => void) | null;

/** What is known of a name, be there a connector or not. */
interface Known {
  config: ConfigMap | null;
  target: TargetState | null;
  /** Of the last commit. */
  taskCount: number;
  readonly tasks: Map<number, ConfigMap>;
  /** Task configurations that wait for their commit. */
  readonly deferred: Map<number, ConfigMap>;
  inconsistent: boolean;
  applied: ConfigMap | null;
  taskCountRecord: number | null;
  pendingFencing: boolean;
}

/**
 * The cluster's configuration as the records of the config topic make it, one after the other. Compaction may have taken records
 * away, so task configurations count only when a commit finds all of them; else the connector is inconsistent until a later one does.
 */
export class ConfigState {
  readonly #known = new Map<string, Known>();
  #entries = new Map<string, ConnectorEntry>();
  #sessionKey: SessionKey | null = null;
  #snapshot: ClusterConfig | null = null;
  #offset = 0;

  snapshot(): ClusterConfig {
    this.#snapshot ??= { connectors: new Map(this.#entries), sessionKey: this.#sessionKey, offset: this.#offset };
    return this.#snapshot;
  }

  /** A record stood at this offset, whether or not it said something. */
  passed(offset: number): void {
    this.#offset = offset + 1;
    this.#snapshot = null;
  }

  apply(record: ConfigRecord): ConfigNews {
    switch (record.kind) {
      case 'connector':
        return record.config === null ? this.#removeConnector(record.name) : this.#putConnector(record.name, record.config);
      case 'target-state':
        return this.#putTarget(record.name, record.target);
      case 'task':
        this.#get(record.id.connector).deferred.set(record.id.task, record.config);
        return null;
      case 'commit':
        return this.#commit(record.name, record.tasks);
      case 'restart':
        return (events) => events.restartRequest(record.request);
      case 'task-count':
        this.#putTaskCount(record.name, record.taskCount);
        return null;
      case 'session-key':
        this.#sessionKey = record.key;
        return (events) => events.sessionKey(record.key);
      default:
        return (events) => events.loggerLevel(record.logger, record.level);
    }
  }

  #putConnector(name: string, config: ConfigMap): ConfigNews {
    const known = this.#get(name);
    known.config = config;
    known.target ??= 'STARTED';
    this.#refresh(name, known);
    return (events) => events.connectorConfig(name);
  }

  #removeConnector(name: string): ConfigNews {
    this.#forgetTasks(this.#get(name));
    this.#get(name).config = null;
    this.#entries.delete(name);
    return (events) => events.connectorRemoved(name);
  }

  #putTarget(name: string, target: TargetState | null): ConfigNews {
    const known = this.#get(name);
    const before = known.target;
    // A connector always has a target state.
    known.target = target ?? (known.config === null ? null : 'STARTED');
    this.#refresh(name, known);
    if (target === null || before === target || known.config === null) return null;
    return (events) => events.targetState(name);
  }

  #commit(name: string, taskCount: number): ConfigNews {
    const known = this.#get(name);
    if (known.config === null) {
      // The connector was deleted, and compaction took its records away.
      this.#forgetTasks(known);
      return null;
    }
    known.inconsistent = !Array.from({ length: taskCount }, (_, task) => task).every((task) => known.deferred.has(task));
    if (!known.inconsistent) {
      for (const [task, config] of known.deferred) known.tasks.set(task, config);
      known.applied = known.config;
    }
    known.deferred.clear();
    known.taskCount = taskCount;
    known.pendingFencing = true;
    this.#refresh(name, known);
    return (events) => events.taskConfigs(name);
  }

  #putTaskCount(name: string, taskCount: number): void {
    const known = this.#get(name);
    known.taskCountRecord = taskCount;
    known.pendingFencing = false;
    this.#refresh(name, known);
  }

  #forgetTasks(known: Known): void {
    known.taskCount = 0;
    known.tasks.clear();
    known.deferred.clear();
    known.applied = null;
  }

  #get(name: string): Known {
    let known = this.#known.get(name);
    if (known === undefined) {
      known = {
        config: null,
        target: null,
        taskCount: 0,
        tasks: new Map(),
        deferred: new Map(),
        inconsistent: false,
        applied: null,
        taskCountRecord: null,
        pendingFencing: false,
      };
      this.#known.set(name, known);
    }
    return known;
  }

  #refresh(name: string, known: Known): void {
    if (known.config === null) return;
    const count = known.inconsistent ? 0 : known.taskCount;
    this.#entries.set(name, {
      config: known.config,
      targetState: known.target ?? 'STARTED',
      tasks: Array.from({ length: count }, (_, task) => known.tasks.get(task)!),
      inconsistent: known.inconsistent,
      appliedConfig: known.applied,
      taskCountRecord: known.taskCountRecord,
      pendingFencing: known.pendingFencing,
    });
  }
}
