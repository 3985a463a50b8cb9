import { header } from './header.ts';
import { operationsOf, type OpenApiDocument, type PlacedOperation } from './openapi-document.ts';

/** The table of operations as a module: `operations` and the type `OperationId`. */
export function emitOperations(document: OpenApiDocument): string {
  const rows = operationsOf(document).map(emitRow);
  return `${header}

export const operations = {
${rows.join('\n')}
} as const;

export type OperationId = keyof typeof operations;
`;
}

function emitRow({ method, path, operation }: PlacedOperation): string {
  const statuses = Object.keys(operation.responses).map(Number);
  const row = {
    method,
    path,
    tags: operation.tags ?? [],
    internal: operation['x-internal'] === true,
    millrace: operation['x-millrace'] === true,
    statuses,
  };
  return `  ${operation.operationId}: ${JSON.stringify(row)},`;
}
