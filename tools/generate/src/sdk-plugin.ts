import { $, definePluginConfig, type DefinePlugin, type IR, type Plugin } from '@hey-api/openapi-ts';

/**
 * Plugin of @hey-api/openapi-ts: the operations of the contract as data. Emits `sdk.gen.ts` with one constant for each operation, its
 * method and path, typed with what it takes and answers and documented as in the contract. Constants that nobody uses fall out of a
 * bundle, and there is no generated code that runs.
 */
export const sdkOperations = definePluginConfig<SdkPlugin['Types']>({
  config: { includeInEntry: false },
  dependencies: ['@hey-api/typescript'],
  handler: (context) => emitOperations(context),
  name: 'sdk',
});

export type SdkConfig = Plugin.Name<'sdk'> &
  Plugin.Hooks &
  Plugin.UserExports & {
    /** Module that exports the type `Operation`, as the generated file is to import it. */
    runtime: string;
  };
export type SdkPlugin = DefinePlugin<SdkConfig>;

declare module '@hey-api/shared' {
  interface PluginConfigMap {
    sdk: SdkPlugin['Types'];
  }
}

type Instance = Parameters<SdkPlugin['Handler']>[0]['plugin'];

function emitOperations({ plugin }: { plugin: Instance }): void {
  const type = plugin.symbol('Operation', { external: plugin.config.runtime, kind: 'type' });
  plugin.forEach(
    'operation',
    ({ operation }) => {
      const typed = $.type(type).generics(typeOf(plugin, operation.id, 'data'), typeOf(plugin, operation.id, 'responses'));
      const value = $.object().prop('method', $.literal(operation.method.toUpperCase())).prop('path', $.literal(operation.path));
      plugin.node($.const(plugin.symbol(operation.id)).export().doc(docOf(operation)).type(typed).assign(value));
    },
    { order: 'declarations' },
  );
}

function docOf({ method, path, summary, description }: IR.OperationObject): string[] {
  const lines = [`${method.toUpperCase()} ${path}`, summary, description?.trim()].filter((part) => part !== undefined);
  return lines.join('\n\n').split('\n');
}

function typeOf(plugin: Instance, operationId: string, role: 'data' | 'responses') {
  const symbol = plugin.querySymbol({ category: 'type', resource: 'operation', resourceId: operationId, role });
  return symbol ? $.type(symbol) : $.type('never');
}
