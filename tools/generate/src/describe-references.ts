import { type OpenApiDocument, resolve } from './openapi-document.ts';

/**
 * The document with the description of a schema beside every reference to it that has none of its own, so that the types say it where they
 * are used too.
 */
export function describeReferences(document: OpenApiDocument): OpenApiDocument {
  return described(document, document) as OpenApiDocument;
}

function described(document: OpenApiDocument, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((member) => described(document, member));
  if (typeof node !== 'object' || node === null) return node;
  const members = Object.entries(node).map(([name, member]) => [
    name,
    name === 'properties' ? properties(document, member) : described(document, member),
  ]);
  return Object.fromEntries(members);
}

function properties(document: OpenApiDocument, schemas: unknown): unknown {
  const members = Object.entries(schemas as Record<string, object>).map(([name, schema]) => {
    if (!('$ref' in schema) || 'description' in schema) return [name, described(document, schema)];
    const { description } = resolve<{ description?: string }>(document, schema as { $ref: string });
    return [name, description === undefined ? schema : { ...schema, description }];
  });
  return Object.fromEntries(members);
}
