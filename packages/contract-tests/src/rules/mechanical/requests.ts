import type { OperationId } from '@millrace/contract';
import type { HttpMethod, RequestOptions } from '../../http/http-client.ts';
import { segment } from '../../http/path.ts';
import type { RuleContext } from '../../run/rule-context.ts';
import type { OperationFacts } from '../operation-facts.ts';

/** A request of an operation that is right in itself, as far as the contract goes. */
export interface OperationRequest {
  readonly method: HttpMethod;
  readonly path: string;
  readonly options: RequestOptions;
}

/** What stands in the path. A name that no connector has makes the request harmless, whatever the implementation does with it. */
export interface PathValues {
  readonly name: string;
  readonly id?: string;
  readonly plugin?: string;
  readonly logger?: string;
}

const bodies: Readonly<Partial<Record<OperationId, (ctx: RuleContext, values: PathValues) => unknown>>> = {
  createConnector: (ctx, { name }) => ({ name, config: ctx.config() }),
  putConnectorConfig: (ctx) => ctx.config(),
  patchConnectorConfig: () => ({ 'millrace.test.setting': '1' }),
  alterOffsets: () => ({ offsets: [{ partition: { filename: 'x' }, offset: { position: 0 } }] }),
  validatePluginConfig: (ctx) => ctx.config(),
  setLoggerLevel: () => ({ level: 'INFO' }),
  putTaskConfigs: () => [],
};

/** A request of an operation, with the body that it takes. */
export function requestOf(ctx: RuleContext, { operationId, method, path }: OperationFacts, values: PathValues): OperationRequest {
  const body = bodies[operationId]?.(ctx, values);
  return { method, path: fillPath(ctx, path, values), options: body === undefined ? {} : { json: body } };
}

/** A template with values in it; of connectors, plugins and loggers that there are unless given. */
export function fillPath(ctx: RuleContext, template: string, { name, id = '0', plugin, logger = 'root' }: PathValues): string {
  const values: Readonly<Record<string, () => string>> = {
    name: () => name,
    id: () => id,
    plugin: () => plugin ?? ctx.config()['connector.class'] ?? '',
    logger: () => logger,
  };
  return template.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => segment(values[parameter]?.() ?? ''));
}

/** Whether a request of the operation carries a body. */
export function hasBody({ operation }: OperationFacts): boolean {
  return operation.requestBody !== undefined;
}

/** Operations that need a connector's settings to be asked at all. */
export function needsConfig({ operationId, path }: OperationFacts): boolean {
  return path.includes('{plugin}') || ['createConnector', 'putConnectorConfig', 'validatePluginConfig'].includes(operationId);
}
