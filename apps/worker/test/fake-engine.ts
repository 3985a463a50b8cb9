import {
  AlreadyExistsError,
  BadRequestError,
  type ConnectorInfo,
  type ConnectorOffset,
  type OffsetChange,
  type ConnectorStatus,
  type ConfigInfosData,
  type Engine,
  type EngineHealth,
  type MetricFamily,
  NotFoundError,
  NotLeaderError,
  type PluginInfo,
  type RequestSignature,
  type SubmittedConfig,
  type TargetState,
} from '@millrace/engine';

interface FakeConnector {
  config: Record<string, string>;
  target: TargetState;
  offsets: ConnectorOffset[];
}

/** An engine in memory that runs nothing: every connector has one task, in the state that it is told to be in. */
export class FakeEngine implements Engine {
  readonly made = new Map<string, FakeConnector>();
  readonly signatures: RequestSignature[] = [];
  readonly clusterLevels: [string, string][] = [];
  currentHealth: EngineHealth = { status: 'healthy', message: 'Worker has completed startup and is ready to handle requests.' };
  /** What the next call of the kind that can fail is to throw. */
  failure: Error | null = null;
  /** Set: another worker leads, and writes are for it. */
  leaderUrl: string | null = null;
  /** How often it was asked to catch up. */
  catchUps = 0;
  /** How often it was asked to keep up. */
  keepUps = 0;

  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  health = () => this.currentHealth;
  clusterId = () => 'fake-cluster';
  families: MetricFamily[] = [];
  metrics = async () => this.families;
  async catchUp(): Promise<void> {
    this.catchUps++;
  }
  async keepUp(): Promise<void> {
    this.keepUps++;
  }

  leader = () => ({ url: this.leaderUrl ?? 'http://self/', isSelf: this.leaderUrl === null });

  connectors = () => {
    this.#fail();
    return [...this.made.keys()];
  };

  connector(name: string): ConnectorInfo {
    const { config } = this.#get(name, `Connector ${name} not found`);
    return { name, config, tasks: [{ connector: name, task: 0 }], type: 'source' };
  }

  connectorConfig = (name: string) => this.#get(name, `Connector ${name} not found`).config;

  connectorStatus(name: string): ConnectorStatus {
    const { target } = this.#get(name, `No status found for connector ${name}`);
    const state = target === 'STARTED' ? 'RUNNING' : target;
    const run = { state, workerId: '127.0.0.1:8083', version: '4.3.1', trace: null } as const;
    return { name, connector: run, tasks: [{ id: 0, ...run }], type: 'source' };
  }

  taskStatus({ connector, task }: { connector: string; task: number }) {
    const missing = `No status found for task ${connector}-${task}`;
    this.#get(connector, missing);
    if (task !== 0) throw new NotFoundError(missing);
    return this.connectorStatus(connector).tasks[0]!;
  }

  tasks = (name: string) => [
    { id: { connector: name, task: 0 }, config: { ...this.connectorConfig(name), 'task.class': 'x.Task' } },
  ];
  topics = (name: string) => (this.made.has(name) ? ['t'] : []);
  async resetTopics(): Promise<void> {
    this.#fail();
  }

  async createConnector(name: string, config: SubmittedConfig, initialState: TargetState | null): Promise<ConnectorInfo> {
    this.#lead();
    this.#fail();
    const trimmed = name.trim();
    const checked = requireValid(trimmed, config);
    if (this.made.has(trimmed)) throw new AlreadyExistsError(`Connector ${trimmed} already exists`);
    this.made.set(trimmed, { config: checked, target: initialState ?? 'STARTED', offsets: [] });
    return { ...this.connector(trimmed), tasks: [] };
  }

  async putConnectorConfig(name: string, config: SubmittedConfig): Promise<{ created: boolean; info: ConnectorInfo }> {
    this.#lead();
    const existing = this.made.get(name);
    if (existing === undefined) return { created: true, info: await this.createConnector(name, config, null) };
    existing.config = requireValid(name, config);
    return { created: false, info: this.connector(name) };
  }

  async patchConnectorConfig(name: string, patch: SubmittedConfig): Promise<ConnectorInfo> {
    this.#lead();
    const connector = this.#get(name, `Connector ${name} not found`);
    const merged = new Map<string, string | null>([...Object.entries(connector.config), ...Object.entries(patch)]);
    connector.config = Object.fromEntries([...merged].filter((entry): entry is [string, string] => entry[1] !== null));
    return this.connector(name);
  }

  async deleteConnector(name: string): Promise<void> {
    this.#lead();
    this.#get(name, `Connector ${name} not found`);
    this.made.delete(name);
  }

  async setTargetState(name: string, target: TargetState): Promise<void> {
    if (target === 'STOPPED') this.#lead();
    this.#get(name, `Unknown connector ${name}`).target = target;
  }

  async restartConnector(name: string): Promise<ConnectorStatus> {
    this.#lead();
    this.#get(name, `Unknown connector: ${name}`);
    return this.connectorStatus(name);
  }

  async restartTask({ connector, task }: { connector: string; task: number }): Promise<void> {
    this.#lead();
    this.#get(connector, `Unknown connector: ${connector}`);
    if (task !== 0) throw new NotFoundError(`Unknown task: ${connector}-${task}`);
  }

  offsets = async (name: string) => this.#get(name, `Connector ${name} not found`).offsets;

  async alterOffsets(name: string, offsets: readonly OffsetChange[]): Promise<string> {
    this.#lead();
    const connector = this.#get(name, `Connector ${name} not found`);
    if (offsets.some(({ partition }) => partition === null)) throw new BadRequestError('The partition cannot be null or missing');
    connector.offsets = offsets as ConnectorOffset[];
    return 'The offsets for this connector have been altered successfully';
  }

  async resetOffsets(name: string): Promise<string> {
    this.#lead();
    this.#get(name, `Connector ${name} not found`).offsets = [];
    return 'The offsets for this connector have been reset successfully';
  }

  plugins(connectorsOnly: boolean): PluginInfo[] {
    const all = [
      { class: 'x.Source', type: 'source', version: '1' },
      { class: 'x.Converter', type: 'converter', version: '1' },
    ];
    return connectorsOnly ? all.slice(0, 1) : all;
  }

  async pluginConfig(plugin: string): Promise<[]> {
    if (plugin !== 'Source') throw new NotFoundError(`Unknown plugin ${plugin}.`);
    return [];
  }

  async validate(plugin: string, config: SubmittedConfig): Promise<ConfigInfosData> {
    requireValid('x', config);
    return { name: plugin, error_count: 0, groups: [], configs: [] };
  }

  async setClusterLoggerLevel(logger: string, level: string): Promise<void> {
    this.clusterLevels.push([logger, level]);
  }

  async putTaskConfigs(name: string, _configs: readonly unknown[], signature: RequestSignature): Promise<void> {
    this.#lead();
    this.signatures.push(signature);
    this.#get(name, `Connector ${name} not found`);
  }

  async fenceZombies(name: string, signature: RequestSignature): Promise<void> {
    this.#lead();
    this.signatures.push(signature);
    this.#get(name, `Connector ${name} not found`);
  }

  #lead(): void {
    if (this.leaderUrl !== null) throw new NotLeaderError(this.leaderUrl);
  }

  #get(name: string, missing: string): FakeConnector {
    this.#fail();
    const connector = this.made.get(name);
    if (connector === undefined) throw new NotFoundError(missing);
    return connector;
  }

  #fail(): void {
    const { failure } = this;
    this.failure = null;
    if (failure !== null) throw failure;
  }
}

function requireValid(name: string, config: SubmittedConfig): Record<string, string> {
  if (Object.values(config).includes(null))
    throw new BadRequestError('Null value can not be supplied as the configuration value.');
  if (!Object.hasOwn(config, 'connector.class'))
    throw new BadRequestError(`Connector config {name=${name}} contains no connector type`);
  return Object.fromEntries([...Object.entries(config as Record<string, string>), ['name', name]]);
}
