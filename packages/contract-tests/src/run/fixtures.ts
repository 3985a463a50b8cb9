import type { TargetInfo } from './target.ts';

/** Settings of a connector. */
export type Config = Readonly<Record<string, string>>;

/** Connectors that the user named: settings in which `{{name}}` and `{{topic}}` stand for what the tests choose. */
export interface Fixtures {
  readonly source?: Config;
  readonly sink?: Config;
}

export type FixtureKind = 'source' | 'sink';

/** Where a connector is to read from or write to; what a connector has no use for it does without. */
export interface Place {
  readonly name: string;
  readonly topic: string;
  readonly file: string;
}

export const fileClasses = {
  source: 'org.apache.kafka.connect.file.FileStreamSourceConnector',
  sink: 'org.apache.kafka.connect.file.FileStreamSinkConnector',
} as const;

/** Knows how to configure connectors of the implementation under test. */
export interface ConnectorKit {
  /** What stands behind a kind; null if nothing does. `idle` runs without tasks: it shows everything but those. */
  readonly source: 'fixture' | 'file' | 'idle' | null;
  readonly sink: 'fixture' | 'file' | null;
  readonly hasFileSource: boolean;
  readonly hasFileSink: boolean;
  /** Settings of a connector of that kind; call it only for a kind that there is. */
  config(kind: FixtureKind, place: Place): Config;
  /**
   * Settings of a source that runs without tasks, where there is one and it spares time: Apache's standalone worker handles one request at a
   * time, and takes up to a second to stop a file source.
   */
  idleConfig(place: Place): Config | null;
  /** The same with Apache's file connectors, whatever the fixtures are. */
  fileConfig(kind: FixtureKind, place: Place): Config;
}

export const idleClass = 'org.apache.kafka.connect.mirror.MirrorSourceConnector';

export function createConnectorKit(
  fixtures: Fixtures,
  { plugins, standalone }: Pick<TargetInfo, 'plugins' | 'standalone'>,
): ConnectorKit {
  const has = (name: string) => plugins?.some((plugin) => plugin.class === name) ?? false;
  const hasFileSource = has(fileClasses.source);
  const hasFileSink = has(fileClasses.sink);
  const source = fixtures.source ? 'fixture' : hasFileSource ? 'file' : has(idleClass) ? 'idle' : null;
  const sink = fixtures.sink ? 'fixture' : hasFileSink ? 'file' : null;
  return {
    source,
    sink,
    hasFileSource,
    hasFileSink,
    fileConfig,
    idleConfig: (place) => (standalone && source === 'file' && has(idleClass) ? idleConfig(place) : null),
    config(kind, place) {
      const fixture = fixtures[kind];
      if (fixture) return fill(fixture, place);
      return kind === 'source' && source === 'idle' ? idleConfig(place) : fileConfig(kind, place);
    },
  };
}

function fileConfig(kind: FixtureKind, { topic, file }: Place): Config {
  return { 'connector.class': fileClasses[kind], 'tasks.max': '1', [kind === 'source' ? 'topic' : 'topics']: topic, file };
}

/** A mirror that is switched off: it runs, and has no tasks. */
function idleConfig({ name }: Place): Config {
  return {
    'connector.class': idleClass,
    enabled: 'false',
    topics: name,
    'source.cluster.alias': 'here',
    'target.cluster.alias': 'there',
    'source.cluster.bootstrap.servers': 'localhost:1',
    'target.cluster.bootstrap.servers': 'localhost:1',
  };
}

function fill(config: Config, { name, topic }: Place): Config {
  const values: Readonly<Record<string, string>> = { name, topic };
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key !== 'name')
      .map(([key, value]) => [key, value.replaceAll(/\{\{(name|topic)\}\}/g, (_, what: string) => values[what] ?? '')]),
  );
}
