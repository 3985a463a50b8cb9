import type { PluginManifest } from '@millrace/connector-api';

const module = new URL('./plugins.ts', import.meta.url).href;

/** Manifests of the plugins beside this file. */
export const hostPlugins: readonly PluginManifest[] = [
  { class: 'test.CounterConnector', type: 'source', version: '1.2.3', module, export: 'counter' },
  { class: 'test.KeeperConnector', type: 'sink', version: '1.2.3', module, export: 'keeper' },
  { class: 'test.TextConverter', type: 'converter', version: '1.2.3', module, export: 'textConverter' },
  { class: 'test.TextHeaderConverter', type: 'header_converter', version: '1.2.3', module, export: 'textHeaderConverter' },
  { class: 'test.Suffix', type: 'transformation', version: '1.2.3', module, export: 'suffix' },
  { class: 'test.IsEven', type: 'predicate', version: '1.2.3', module, export: 'isEven' },
];

/** Worker properties that make these converters the default. */
export const hostProperties = {
  'key.converter': 'test.TextConverter',
  'value.converter': 'test.TextConverter',
  'header.converter': 'test.TextHeaderConverter',
};
