import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApiDocument } from '@millrace/contract';
import { registerContractTests } from '@millrace/contract-tests';
import { createEngine } from '@millrace/engine';
import { manifests } from '@millrace/plugins';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { createLogging } from '../src/logging/logging.ts';

const directory = await mkdtemp(join(tmpdir(), 'millrace-contract-'));
const { loggers, levels } = createLogging({ format: 'json', rootLevel: 'ERROR', stream: { write: () => undefined } });
const engine = createEngine({
  broker: { kind: 'embedded', dataDir: join(directory, 'data') },
  manifests,
  properties: { 'offset.flush.interval.ms': '1000' },
  workerId: '127.0.0.1:8083',
  url: 'http://127.0.0.1:8083/',
  loggers,
  onLoggerLevel: () => undefined,
});

/** The worker as an app inside this process: the contract tests need no address. */
const app = createApp({
  engine,
  document: openApiDocument,
  version: { version: '4.3.1-millrace.0.0.0', commit: 'abc' },
  loggers,
  levels,
  resources: 'all',
  validateResponses: true,
  cors: null,
  headerRules: [],
});

beforeAll(async () => engine.start());
registerContractTests({ describe, test, after: afterAll }, { app, profile: 'admin', name: 'the worker, embedded' });
afterAll(async () => {
  await engine.stop();
  await rm(directory, { recursive: true });
});
