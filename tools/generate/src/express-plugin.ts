import { $, definePluginConfig, type DefinePlugin, type IR, type Plugin } from '@hey-api/openapi-ts';
import { operationsOf, resolve, type OpenApiDocument, type Operation, type Response } from './openapi-document.ts';

/**
 * Plugin of @hey-api/openapi-ts: typed Express stubs. Emits `express.gen.ts` with, for each operation, the union of the answers
 * that the contract allows (`<Operation>Reply`), the map of all handlers (`Handlers`), and `registerRoutes`, which puts them on a
 * router. A handler that is missing, or that answers an undeclared status, body or header, does not compile.
 */
export const expressStubs = definePluginConfig<ExpressPlugin['Types']>({
  config: { includeInEntry: false },
  dependencies: ['@hey-api/typescript'],
  handler: (context) => emitStubs(context),
  name: 'express',
});

export type ExpressConfig = Plugin.Name<'express'> &
  Plugin.Hooks &
  Plugin.UserExports & {
    /** Module that exports the type `Handler` and the function `route`, as the generated file is to import it. */
    runtime: string;
  };
export type ExpressPlugin = DefinePlugin<ExpressConfig>;

declare module '@hey-api/shared' {
  interface PluginConfigMap {
    express: ExpressPlugin['Types'];
  }
}

type Instance = Parameters<ExpressPlugin['Handler']>[0]['plugin'];
type Role = 'data' | 'responses' | 'errors';

function emitStubs({ plugin }: { plugin: Instance }): void {
  const handlerType = plugin.symbol('Handler', { external: plugin.config.runtime, kind: 'type' });
  const route = plugin.symbol('route', { external: plugin.config.runtime });
  const routerType = plugin.symbol('IRouter', { external: 'express', kind: 'type' });
  const handlers = $.type.object();
  const register = $.func();

  plugin.forEach(
    'operation',
    ({ operation }) => {
      const reply = emitReply(plugin, operation);
      const data = typeOf(plugin, operation.id, 'data');
      handlers.prop(operation.id, (property) =>
        property
          .doc([operation.summary ?? `${operation.method.toUpperCase()} ${operation.path}`])
          .type($.type(handlerType).generics(data, $.type(reply))),
      );
      register.do(
        $(route).call(
          $('router'),
          $.literal(operation.method),
          $.literal(expressPath(operation.path)),
          $('handlers').attr(operation.id),
        ),
      );
    },
    { order: 'declarations' },
  );

  const handlersType = plugin.symbol('Handlers', { kind: 'type' });
  plugin.node($.type.alias(handlersType).export().doc(['A handler for each operation of the contract.']).type(handlers));
  plugin.node(
    $.const(plugin.symbol('registerRoutes'))
      .export()
      .doc(['Puts all operations on a router. Handlers are called without `this`.'])
      .assign(
        register
          .arrow()
          .param('router', (parameter) => parameter.type($.type(routerType)))
          .param('handlers', (parameter) => parameter.type($.type(handlersType)))
          .returns('void'),
      ),
  );
}

/** Emits the union of what an operation may answer; a member for each declared status. */
function emitReply(plugin: Instance, operation: IR.OperationObject) {
  const document = plugin.context.spec as OpenApiDocument;
  const members = Object.entries(responsesOf(document, operation)).map(([status, reference]) => {
    const response = resolve<Response>(document, reference);
    const member = $.type.object().prop('status', (property) => property.type($.type.literal(Number(status))));
    if (response.content) member.prop('body', (property) => property.type(bodyType(plugin, operation.id, Number(status))));
    else member.prop('body', (property) => property.optional().type('undefined'));
    if (response.headers) member.prop('headers', (property) => property.type(headersType(document, response)));
    else member.prop('headers', (property) => property.optional().type('undefined'));
    return member;
  });
  const symbol = plugin.symbol(`${upperFirst(operation.id)}Reply`, { kind: 'type' });
  plugin.node(
    $.type
      .alias(symbol)
      .export()
      .doc([`What \`${operation.id}\` may answer.`])
      .type($.type.or(...members)),
  );
  return symbol;
}

/** What the document itself declares; the generator's own model drops headers and empty answers. */
function responsesOf(document: OpenApiDocument, { method, path }: IR.OperationObject): Operation['responses'] {
  const placed = operationsOf(document).find((candidate) => candidate.path === path && candidate.method === method);
  return placed?.operation.responses ?? {};
}

function bodyType(plugin: Instance, operationId: string, status: number) {
  return $.type.idx(typeOf(plugin, operationId, status < 400 ? 'responses' : 'errors'), $.type.literal(status));
}

function headersType(document: OpenApiDocument, response: Response) {
  const headers = $.type.object();
  for (const [name, reference] of Object.entries(response.headers ?? {})) {
    const { required = false } = resolve(document, reference);
    headers.prop(name, (property) => property.required(required).type('string'));
  }
  return headers;
}

function typeOf(plugin: Instance, operationId: string, role: Role) {
  const symbol = plugin.querySymbol({ category: 'type', resource: 'operation', resourceId: operationId, role });
  return symbol ? $.type(symbol) : $.type('never');
}

/** `{name}` → `:name`; names that are no identifiers are quoted, as Express 5 wants them. */
function expressPath(path: string): string {
  return path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => (/^\w+$/.test(name) ? `:${name}` : `:"${name}"`));
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
