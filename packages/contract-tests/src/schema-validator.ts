import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ContractDocument } from './contract-document.ts';

/** Holds values against schemas inside the bundled document. */
export interface SchemaValidator {
  /** @returns what is wrong with the value, a sentence each; nothing if it is right. */
  check(pointer: string, value: unknown): string[];
  /** As `check`, for text out of a path, a query or a header: `7` is an integer where the schema wants one. */
  checkText(pointer: string, value: string | readonly string[]): string[];
}

const documentId = 'contract';
const int32 = {
  type: 'number',
  validate: (value: number) => Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31,
} as const;
const int64 = { type: 'number', validate: (value: number) => Number.isInteger(value) } as const;

export function createSchemaValidator(document: ContractDocument): SchemaValidator {
  const exact = createAjv(document, {});
  const lenient = createAjv(document, { coerceTypes: true });
  return {
    check: (pointer, value) => errorsOf(exact(pointer), value),
    checkText: (pointer, value) => errorsOf(lenient(pointer), structuredClone(value)),
  };
}

function createAjv(document: ContractDocument, options: Options): (pointer: string) => ValidateFunction {
  const ajv = new Ajv2020({ ...options, strict: false, allErrors: true, validateSchema: false });
  ajv.addFormat('int32', int32).addFormat('int64', int64);
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addSchema(document, documentId);
  const compiled = new Map<string, ValidateFunction>();
  return (pointer) => {
    const known = compiled.get(pointer);
    if (known) return known;
    const made = ajv.compile({ type: 'object', properties: { value: { $ref: `${documentId}#${encodeURI(pointer)}` } } });
    compiled.set(pointer, made);
    return made;
  };
}

/** Values are wrapped in an object, so that a value at the top can be coerced too. */
function errorsOf(validate: ValidateFunction, value: unknown): string[] {
  if (validate({ value })) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const place = instancePath.replace(/^\/value/, '') || 'the whole';
    const detail = 'additionalProperty' in params ? ` (${JSON.stringify(params.additionalProperty)})` : '';
    return `${place} ${message ?? 'is wrong'}${detail}`;
  });
}
