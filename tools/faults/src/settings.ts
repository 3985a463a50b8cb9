/** Short, so that many rounds fit in a sensible time. Milliseconds. */
export const SESSION_TIMEOUT_MS = 6000;
export const HEARTBEAT_MS = 1000;
export const REBALANCE_DELAY_MS = 3000;

export const GROUP = 'faults';
export const CONFIG_TOPIC = 'faults-configs';
export const ASSIGNMENT_TOPIC = `${CONFIG_TOPIC}-millrace`;
/** What leaders publish under. */
export const LEADER_ID = `millrace-${GROUP}`;

export const SOURCE = 'numbers';
export const FILE_SINK = 'lines';
export const MARKING_SINK = 'marks';
/** Does nothing; its configuration is changed. */
export const IDLE_SOURCE = 'idle';
export const TOPIC = 'numbers';
export const SOURCE_TASKS = 4;
const SINK_TASKS = 3;
/** Of each task of the source, a second. */
const RATE = 100;

export interface ClusterOptions {
  readonly bootstrapServers: string;
  readonly replicas: number;
  readonly exactlyOnce: boolean;
}

export function workerProperties({ bootstrapServers, replicas, exactlyOnce }: ClusterOptions): Record<string, string> {
  return {
    'bootstrap.servers': bootstrapServers,
    'group.id': GROUP,
    'config.storage.topic': CONFIG_TOPIC,
    'offset.storage.topic': 'faults-offsets',
    'status.storage.topic': 'faults-status',
    'config.storage.replication.factor': String(replicas),
    'offset.storage.replication.factor': String(replicas),
    'status.storage.replication.factor': String(replicas),
    'offset.storage.partitions': '5',
    'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'key.converter.schemas.enable': 'false',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
    'offset.flush.interval.ms': '1000',
    'session.timeout.ms': String(SESSION_TIMEOUT_MS),
    'heartbeat.interval.ms': String(HEARTBEAT_MS),
    'scheduled.rebalance.max.delay.ms': String(REBALANCE_DELAY_MS),
    'consumer.session.timeout.ms': String(SESSION_TIMEOUT_MS),
    'consumer.heartbeat.interval.ms': String(HEARTBEAT_MS),
    'exactly.once.source.support': exactlyOnce ? 'enabled' : 'disabled',
    'consumer.isolation.level': 'read_committed',
  };
}

export function connectorConfigs(file: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const sink = {
    topics: TOPIC,
    'tasks.max': String(SINK_TASKS),
    'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
  };
  return new Map<string, Readonly<Record<string, string>>>([
    [
      SOURCE,
      {
        'connector.class': 'VerifiableSource',
        topic: TOPIC,
        'tasks.max': String(SOURCE_TASKS),
        throughput: String(RATE),
        'complete.record.data': 'true',
      },
    ],
    [FILE_SINK, { ...sink, 'connector.class': 'FileStreamSink', file }],
    [IDLE_SOURCE, { 'connector.class': 'FileStreamSource', file: `${file}.none`, topic: IDLE_SOURCE }],
    [MARKING_SINK, { ...sink, 'connector.class': 'VerifiableSink' }],
  ]);
}
