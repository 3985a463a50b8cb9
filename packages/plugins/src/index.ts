/**
 * The connectors and converters that come with Millrace, as manifests for a worker's plugin registry.
 *
 * @example
 * ```ts
 * import { manifests } from '@millrace/plugins';
 *
 * const engine = await createEngine({ plugins: manifests, … });
 * ```
 */
export { manifests } from './manifests.ts';
