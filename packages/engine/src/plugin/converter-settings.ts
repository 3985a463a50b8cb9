import type { ConfigMap } from '../model/names.ts';
import { valueOf, withPrefix } from './prefixed.ts';

export type ConverterUse = 'key' | 'value' | 'header';

/** The converter that a connector's tasks are to make. */
export interface ConverterSettings {
  /** Class name or alias. */
  readonly class: string;
  /** `….plugin.version`; null: the newest. */
  readonly version: string | null;
  /** The converter's own settings, without their prefix. */
  readonly properties: ConfigMap;
}

/** What a worker uses where its properties name no converter, as Kafka ships its configuration for each of them. */
const WORKER_DEFAULTS: Readonly<Record<ConverterUse, string>> = {
  key: 'org.apache.kafka.connect.json.JsonConverter',
  value: 'org.apache.kafka.connect.json.JsonConverter',
  header: 'org.apache.kafka.connect.storage.SimpleHeaderConverter',
};

/**
 * The converter of keys, values or headers: that of the connector where its configuration names one, else the worker's, each with
 * the settings that stand beside it (those of the other one do not count).
 */
export function converterSettings(props: ConfigMap, workerProperties: ConfigMap, use: ConverterUse): ConverterSettings {
  const key = `${use}.converter`;
  const source = valueOf(props, key) === undefined ? workerProperties : props;
  const settings = withPrefix(source, `${key}.`);
  return {
    class: valueOf(source, key) ?? WORKER_DEFAULTS[use],
    version: valueOf(settings, 'plugin.version') ?? null,
    properties: use === 'header' ? { ...settings, 'converter.type': 'header' } : settings,
  };
}

/** The class that the worker uses where a connector names no converter. */
export function workerConverterClass(workerProperties: ConfigMap, use: ConverterUse): string {
  return converterSettings({}, workerProperties, use).class;
}
