import type { OpenApiDocument } from '@millrace/contract';

/** The bundled document with the types that a check needs. */
export interface ContractDocument {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly [member: string]: unknown;
}

export type PathItem = Readonly<Partial<Record<Method, ContractOperation>>> & {
  readonly parameters?: readonly (Parameter | Reference)[];
};

export type Method = 'get' | 'put' | 'post' | 'delete' | 'patch';
export const methods: readonly Method[] = ['get', 'put', 'post', 'delete', 'patch'];

export interface ContractOperation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: RequestBody | Reference;
  readonly responses: Readonly<Record<string, ContractResponse | Reference>>;
  readonly 'x-millrace'?: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: unknown;
}

export interface RequestBody {
  readonly required?: boolean;
  readonly content: Content;
}

export interface ContractResponse {
  readonly content?: Content;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: unknown }>>;
  readonly 'x-content-type-may-be-missing'?: boolean;
  readonly 'x-body-may-be-missing'?: boolean;
}

export type Content = Readonly<Record<string, { readonly schema: unknown }>>;

export interface Reference {
  readonly $ref: string;
}

/** Something in the document, and where it stands: a JSON pointer, which leads a validator to the schemas inside. */
export interface Located<T> {
  readonly value: T;
  readonly pointer: string;
}

/** Views a bundled document as what the OpenAPI specification says it is. */
export function asContractDocument(document: OpenApiDocument): ContractDocument {
  return document;
}

/** Follows local references, from something that stands at `pointer`. Throws an Error for one that leads nowhere. */
export function locate<T extends object>(document: ContractDocument, node: T | Reference, pointer: string): Located<T> {
  if (!('$ref' in node)) return { value: node, pointer };
  let found: unknown = document;
  for (const step of node.$ref.slice(2).split('/')) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined;
  }
  if (typeof found !== 'object' || found === null) throw new Error(`The contract has nothing at ${node.$ref}`);
  return locate(document, found as T | Reference, node.$ref.slice(1));
}

/** `/paths/~1connectors/get`: a JSON pointer made of plain keys. */
export function pointerTo(base: string, ...keys: readonly (string | number)[]): string {
  return base + keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
