import type { PluginManifest } from '@millrace/connector-api';
import { hostPlugins, hostProperties } from '../host-plugins/manifests.ts';

const module = new URL('./faulty-source.ts', import.meta.url).href;

/** A source that does what it is told to do wrong, and what it takes to run it. */
export const faultPlugins: readonly PluginManifest[] = [
  ...hostPlugins,
  { class: 'test.FaultyConnector', type: 'source', version: '1.0.0', module, export: 'faulty' },
];

export const faultProperties = { ...hostProperties, 'offset.flush.interval.ms': '50' };
