import type { Capability } from '../capability.ts';
import type { ConnectorKit } from './fixtures.ts';
import { compareVersions } from '../kafka-version.ts';
import type { TargetInfo } from './target.ts';

/** Why a capability is missing, in words that go on after 'skipped: '; null if it is there. */
export type Lack = string | null;

export interface CapabilityOptions {
  readonly target: TargetInfo;
  readonly kit: ConnectorKit;
  readonly workerCount: number;
  readonly allowClusterLoggers: boolean;
  /** Tries whether records flow, once; whether through files of this machine. */
  readonly tryData: () => Promise<{ readonly data: Lack; readonly files: Lack }>;
}

/** Tells whether the implementation has a capability. What has to be tried is tried when it is first asked for. */
export function createCapabilities(options: CapabilityOptions): (capability: Capability) => Promise<Lack> {
  const { target, kit, workerCount } = options;
  let tried: ReturnType<CapabilityOptions['tryData']> | undefined;
  const tryData = () => (tried ??= options.tryData());
  const unknownConnector = 'no connector that the tests know how to configure; name one with --fixture';
  const table: Readonly<Record<Capability, () => Lack | Promise<Lack>>> = {
    connector: () => lackUnless(kit.source !== null || kit.sink !== null, unknownConnector),
    source: () => lackUnless(kit.source !== null, `${unknownConnector} source=…`),
    sink: () => lackUnless(kit.sink !== null, `${unknownConnector} sink=…`),
    task: () =>
      lackUnless(
        kit.source === 'file' || kit.source === 'fixture',
        'no connector that has tasks; name one with --fixture source=…',
      ),
    'file-source': () => lackUnless(kit.hasFileSource, "Apache's FileStreamSource is not installed"),
    'file-sink': () => lackUnless(kit.hasFileSink, "Apache's FileStreamSink is not installed"),
    data: async () => (await tryData()).data,
    files: async () => (await tryData()).files,
    'string-converter': () => lackOfPlugin(target, 'org.apache.kafka.connect.storage.StringConverter'),
    'json-converter': () => lackOfPlugin(target, 'org.apache.kafka.connect.json.JsonConverter'),
    transforms: () => lackOfPlugin(target, 'org.apache.kafka.connect.transforms.RegexRouter'),
    distributed: () => lackUnless(!target.standalone, 'the worker is one that stands alone'),
    workers: () => lackUnless(workerCount > 1, 'only one worker was named; give --url of another one too'),
    'cluster-loggers': () =>
      lackUnless(options.allowClusterLoggers, 'it changes log levels on all workers; allow it with --allow cluster-loggers'),
  };
  return async (capability) => table[capability]();
}

function lackUnless(holds: boolean, reason: string): Lack {
  return holds ? null : reason;
}

/** Before 3.2 only connectors are listed; the others are taken to be there, as they always are with Apache's. */
function lackOfPlugin({ plugins, level }: TargetInfo, name: string): Lack {
  if (compareVersions(level, '3.2') < 0 || plugins?.some((plugin) => plugin.class === name)) return null;
  return `${name} is not installed`;
}
