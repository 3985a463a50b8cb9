import type { OpenApiDocument } from '@millrace/contract';
import type { Engine } from '@millrace/engine';
import type { LoggerTree } from '../logging/logger-tree.ts';
import type { WorkerVersion } from '../worker-version.ts';

/** What the handlers work with. */
export interface RestContext {
  readonly engine: Engine;
  readonly levels: LoggerTree;
  readonly version: WorkerVersion;
  readonly document: OpenApiDocument;
}
