import type { IRouter, Request, Response } from 'express';
import { sendText } from './answer-stage.ts';
import { contextOf } from './request-context.ts';

/** The parts of a request as the contract types them, under the names that the generated wire types use. */
type Shape = { body?: unknown; path?: unknown; query?: unknown; headers?: unknown; url: string };
type Part = 'path' | 'query' | 'headers';

/**
 * What a handler is given: the parts of the request that its operation declares. `path`, `query` and `headers` are always there,
 * their members as required as the contract says; `body` is as the contract says.
 */
export type Input<Data extends Shape> = {
  [P in Part as NonNullable<Data[P]> extends never ? never : P]: NonNullable<Data[P]>;
} & (NonNullable<Data['body']> extends never ? unknown : Pick<Data, 'body'>);

/**
 * What a handler answers: one of the operation's declared statuses with the body and the headers that belong to it. A text is sent as it
 * is, and its handler says the content type; anything else is sent as JSON.
 */
export type AnyReply = { status: number; body?: unknown; headers?: Record<string, string | undefined> };

export type Handler<Data extends Shape, Reply extends AnyReply> = (
  input: Input<Data>,
  request: Request,
) => Promise<Reply> | Reply;

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * Puts a handler on a router. The generated `registerRoutes` calls it for each operation; a handler that throws, or whose promise is
 * rejected, leaves the answer to the router's error handlers.
 */
export function route<Data extends Shape, Reply extends AnyReply>(
  router: IRouter,
  method: Method,
  path: string,
  handler: Handler<Data, Reply>,
): void {
  router[method](path, async (request: Request, response: Response) => {
    const reply: AnyReply = await handler(inputOf<Data>(request, response), request);
    for (const [name, value] of Object.entries(reply.headers ?? {})) if (value !== undefined) response.setHeader(name, value);
    response.status(reply.status);
    if (typeof reply.body === 'string') {
      sendText(response, reply.body);
      return;
    }
    if (reply.body !== undefined) {
      response.json(reply.body);
      return;
    }
    response.removeHeader('Content-Type');
    response.end();
  });
}

function inputOf<Data extends Shape>(request: Request, response: Response): Input<Data> {
  const { query, body, headers } = request;
  const input: unknown = { path: pathOf(request, response), query, body, headers };
  return input as Input<Data>;
}

/** The parameters of the path as the validator has made them, numbers among them; it does not see what is left to the engine. */
function pathOf(request: Request, response: Response): unknown {
  const { openapi } = request as Request & { openapi?: { pathParams: unknown } };
  if (openapi !== undefined) return openapi.pathParams;
  const { id, ...names } = contextOf(response).pathParams ?? {};
  return id === undefined ? names : { ...names, id: Number(id) };
}
