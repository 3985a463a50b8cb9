import { describe, expect, test } from 'vitest';
import { openApiDocument } from './generated/openapi-document.gen.ts';
import { operations } from './generated/operations.gen.ts';

/** The REST API of Kafka Connect 4.3, and what is ours. */
const expected = `
GET / · GET /health · GET /connectors · POST /connectors · GET /connectors/{name} · DELETE /connectors/{name} ·
GET /connectors/{name}/config · PUT /connectors/{name}/config · PATCH /connectors/{name}/config · GET /connectors/{name}/status ·
GET /connectors/{name}/tasks · POST /connectors/{name}/tasks · GET /connectors/{name}/tasks/{id}/status ·
POST /connectors/{name}/tasks/{id}/restart · PUT /connectors/{name}/pause · PUT /connectors/{name}/resume ·
PUT /connectors/{name}/stop · POST /connectors/{name}/restart · GET /connectors/{name}/topics · PUT /connectors/{name}/topics/reset ·
GET /connectors/{name}/offsets · PATCH /connectors/{name}/offsets · DELETE /connectors/{name}/offsets · PUT /connectors/{name}/fence ·
GET /connector-plugins · GET /connector-plugins/{plugin}/config · PUT /connector-plugins/{plugin}/config/validate ·
GET /admin/loggers · GET /admin/loggers/{logger} · PUT /admin/loggers/{logger} · GET /openapi.json · GET /metrics`
  .trim()
  .split(/\s+·\s+/);

type Node = Readonly<Record<string, unknown>>;
interface Media {
  readonly example?: unknown;
  readonly examples?: Node;
}
interface Answer {
  readonly description?: string;
  readonly content?: Readonly<Record<string, Media>>;
  readonly links?: Readonly<Record<string, { readonly operationId: string }>>;
}
interface OperationNode {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Answer | { readonly $ref: string }>>;
  readonly 'x-internal'?: boolean;
  readonly 'x-since'?: string;
  readonly 'x-kip'?: readonly string[];
}

const rows = Object.entries(operations);
const ours = rows.filter(([, { millrace }]) => millrace).map(([id]) => id);

function operationOf({ method, path }: { readonly method: string; readonly path: string }): OperationNode {
  return openApiDocument.paths[path]![method] as OperationNode;
}

function answersOf(operation: OperationNode): [string, Answer][] {
  return Object.entries(operation.responses).map(([status, answer]) => [
    status,
    '$ref' in answer ? (openApiDocument.components.responses[answer.$ref.split('/').at(-1)!] as Answer) : answer,
  ]);
}

function hasExample(media: Media | undefined): boolean {
  return media !== undefined && (media.example !== undefined || Object.keys(media.examples ?? {}).length > 0);
}

describe('the contract', () => {
  test('has every operation of Kafka Connect 4.3 and no other', () => {
    const there = rows.map(([, { method, path }]) => `${method.toUpperCase()} ${path}`);
    expect(there.toSorted()).toEqual(expected.toSorted());
  });

  test('marks what workers call among themselves, and what is not part of Kafka Connect', () => {
    expect(rows.filter(([, { internal }]) => internal).map(([id]) => id)).toEqual(['putTaskConfigs', 'fenceZombies']);
    expect(ours).toEqual(['getOpenApiDocument', 'getMetrics']);
  });

  test('has no reference that leads out of it', () => {
    const references = JSON.stringify(openApiDocument).match(/"\$ref":"[^"]*"/g) ?? [];
    expect(references.filter((reference) => !reference.startsWith('"$ref":"#/components/'))).toEqual([]);
  });

  test('says of a create how to get, look at and delete what was made', () => {
    const created = operationOf(operations.createConnector).responses['201'] as Answer;
    const linked = Object.values(created.links ?? {}).map(({ operationId }) => operationId);
    expect(linked).toEqual(expect.arrayContaining(['getConnector', 'getConnectorStatus', 'deleteConnector']));
  });
});

describe.each(rows)('%s', (id, row) => {
  const operation = operationOf(row);

  test('is the operation of that id, with the statuses of the table', () => {
    expect(operation.operationId).toBe(id);
    expect(Object.keys(operation.responses).map(Number)).toEqual(row.statuses);
  });

  test('says what it does, and in a sentence for lists', () => {
    expect(operation.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(operation.description).toMatch(/^[A-Z][^]*\.\s*$/);
  });

  test('says since which version of Kafka it is there, unless it is ours', () => {
    if (ours.includes(id)) expect(operation).not.toHaveProperty('x-since');
    else expect(operation['x-since']).toMatch(/^\d+\.\d+\.\d+$/);
    for (const kip of operation['x-kip'] ?? []) expect(kip).toMatch(/^KIP-\d+$/);
  });

  test('shows an example of each body', () => {
    if (operation.requestBody) expect(hasExample(operation.requestBody.content['application/json'])).toBe(true);
    for (const [status, { content, description }] of answersOf(operation)) {
      expect(description, status).toMatch(/\.\s*$/);
      if (content) expect(hasExample(content['application/json'] ?? content['text/plain']), status).toBe(true);
    }
  });

  test('declares that the client may not accept what it answers, and that the worker may fail', () => {
    expect(row.statuses).toEqual(expect.arrayContaining([406, 500]));
  });

  test('declares what can be wrong with a body, if it takes one', () => {
    const ofBodies = [400, 413].filter((status) => (row.statuses as readonly number[]).includes(status));
    expect(ofBodies).toEqual(operation.requestBody ? [400, 413] : ofBodies.filter((status) => status === 400));
  });

  test('declares that its content type can be refused, unless it is for workers, of the root, or ours alone', () => {
    const refuses = operation.requestBody !== undefined || /^\/(?:connectors|connector-plugins|admin)/.test(row.path);
    const isInternal = operation['x-internal'] === true && operation.requestBody === undefined;
    expect((row.statuses as readonly number[]).includes(415)).toBe(refuses && !isInternal);
  });
});
