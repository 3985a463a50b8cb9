/**
 * The contract as one OpenAPI 3.1 document, every `$ref` in it local. Shared by all who import it: take a copy
 * (`structuredClone`) to hand it to a library that changes what it is given.
 */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly [member: string]: unknown };
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly responses: Readonly<Record<string, unknown>>;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
  readonly [member: string]: unknown;
}
