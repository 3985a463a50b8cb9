import { openApiDocument } from '@millrace/contract';
import supertest from 'supertest';
import { type AppOptions, createApp } from '../src/app.ts';
import { createLogging, type Logging } from '../src/logging/logging.ts';
import { startRestServer } from '../src/rest/rest-server.ts';
import { FakeEngine } from './fake-engine.ts';

/** The REST API over an engine in memory, on a free port of 127.0.0.1, its answers held against the contract. */
export interface TestApp {
  readonly engine: FakeEngine;
  readonly logging: Logging;
  readonly logged: string[];
  readonly url: string;
  readonly port: number;
  readonly request: ReturnType<typeof supertest>;
  close(): Promise<void>;
}

export async function startTestApp(options: Partial<AppOptions> = {}): Promise<TestApp> {
  const engine = new FakeEngine();
  const logged: string[] = [];
  const logging = createLogging({ format: 'json', rootLevel: 'INFO', stream: { write: (line) => void logged.push(line) } });
  const app = createApp({
    engine,
    document: openApiDocument,
    version: { version: '4.3.1-millrace.0.0.0', commit: 'abc' },
    loggers: logging.loggers,
    levels: logging.levels,
    resources: 'all',
    validateResponses: true,
    cors: null,
    headerRules: [],
    patience: { limitMs: 0, now: () => 0, pause: () => Promise.resolve() },
    ...options,
  });
  const server = await startRestServer({ host: '127.0.0.1', port: 0 }, app);
  const request = supertest(server.url);
  return { engine, logging, logged, url: server.url, port: server.port, request, close: () => server.close() };
}
