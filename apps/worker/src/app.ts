import type { OpenApiDocument } from '@millrace/contract';
import type { Engine, LoggerFactory } from '@millrace/engine';
import express, { type Express } from 'express';
import { registerRoutes } from './generated/express.gen.ts';
import type { LoggerTree } from './logging/logger-tree.ts';
import type { HeaderRule } from './properties/header-rule.ts';
import { createAnswerStage } from './rest/answer-stage.ts';
import { createBodyStages } from './rest/body.ts';
import { createCatchUpStage } from './rest/catch-up-stage.ts';
import { createContractStage } from './rest/contract-stage.ts';
import { type CorsOptions, createCorsStage } from './rest/cors-stage.ts';
import { createDispatchStage } from './rest/dispatch.ts';
import { createErrorStage } from './rest/errors.ts';
import { createForwardStage, type Patience, REQUEST_PATIENCE } from './rest/forward.ts';
import { createHandlers } from './rest/handlers.ts';
import { createHeaderStage } from './rest/header-stage.ts';
import { oneAfterTheOther } from './rest/one-after-the-other.ts';
import { createPathFinder } from './rest/operation-table.ts';
import type { WorkerVersion } from './worker-version.ts';

export interface AppOptions {
  readonly engine: Engine;
  readonly document: OpenApiDocument;
  readonly version: WorkerVersion;
  readonly loggers: LoggerFactory;
  readonly levels: LoggerTree;
  /** Which resources it has: all, all but those of `/admin`, or only those. */
  readonly resources: 'all' | 'public' | 'admin';
  readonly validateResponses: boolean;
  /** null: pages of other origins get nothing. */
  readonly cors: CorsOptions | null;
  readonly headerRules: readonly HeaderRule[];
  /** How long a request waits for the worker that can carry it out; as long as Kafka Connect lets one take, if absent. */
  readonly patience?: Patience;
}

/**
 * The REST API over an engine. A request passes, in this order: headers that every answer has, the routing with Kafka Connect's own
 * answers to what is not there, the reading of the body, the contract, and the handler. What only another worker can do is passed on to
 * it; an error on the way becomes an answer at the end.
 */
export function createApp(options: AppOptions): Express {
  const { document, loggers } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  if (options.headerRules.length > 0) app.use(createHeaderStage(options.headerRules));
  if (options.cors !== null) app.use(createCorsStage(options.cors));
  app.use(
    oneAfterTheOther([
      createAnswerStage(),
      createDispatchStage(createPathFinder(document, (path) => isServed(path, options.resources))),
      ...createBodyStages(),
      createContractStage({ document, validateResponses: options.validateResponses }),
      createCatchUpStage(options.engine),
    ]),
  );
  const router = express.Router({ caseSensitive: true });
  registerRoutes(router, createHandlers(options));
  app.use(createForwardStage({ engine: options.engine, loggers, serve: router, patience: options.patience ?? REQUEST_PATIENCE }));
  app.use(createErrorStage(loggers));
  return app;
}

function isServed(path: string, resources: AppOptions['resources']): boolean {
  return resources === 'all' || path.startsWith('/admin/') === (resources === 'admin');
}
