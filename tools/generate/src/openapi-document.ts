import { ContractError } from './errors.ts';

/** A bundled OpenAPI 3.1 document, as far as the emitters look into it. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly [member: string]: unknown;
}
export type PathItem = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly responses: Readonly<Record<string, Response | Reference>>;
  readonly 'x-internal'?: boolean;
  readonly 'x-millrace'?: boolean;
}

export interface Response {
  readonly content?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, Header | Reference>>;
}

export interface Header {
  readonly required?: boolean;
}

export interface Reference {
  readonly $ref: string;
}

export const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;
export type Method = (typeof methods)[number];

export interface PlacedOperation {
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation;
}

/** All operations, in the order of the document. */
export function operationsOf(document: OpenApiDocument): PlacedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = Object.hasOwn(item, method) ? (item[method] as Operation) : undefined;
      return operation ? [{ method, path, operation }] : [];
    }),
  );
}

/** What a local `$ref` points at; anything else is itself. */
export function resolve<T extends object>(document: OpenApiDocument, node: T | Reference): T {
  if (!('$ref' in node)) return node;
  const steps = node.$ref.replace(/^#\//, '').split('/');
  let found: unknown = document;
  for (const step of steps) {
    const member = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[member] : undefined;
  }
  if (typeof found !== 'object' || found === null) throw new ContractError(`Nothing stands at ${node.$ref}`);
  return resolve(document, found as T | Reference);
}
