import { DataError } from '@millrace/connector-api';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** Schemas are those of users: what ajv does not know in them (Connect's notes, formats) is left alone. */
const OPTIONS = { strict: false, validateFormats: false, allErrors: false, logger: false } as const;

/** Holds a document of data against a schema; throws a DataError that says where it does not fit. */
export type Validator = (text: string) => void;

/** `references` are the texts of the schemas that it refers to, by name. A DataError for a schema that cannot be used. */
export function createValidator(text: string, references: ReadonlyMap<string, string>): Validator {
  let validate: ValidateFunction;
  try {
    const schema = JSON.parse(text) as object;
    const ajv = ajvFor(schema);
    for (const [name, reference] of references) ajv.addSchema(JSON.parse(reference) as object, name);
    validate = ajv.compile(schema);
  } catch (cause) {
    throw new DataError(`Data cannot be held against the JSON Schema: ${String(cause)}`, { cause });
  }
  return (data) => {
    if (validate(JSON.parse(data))) return;
    const [error] = validate.errors ?? [];
    throw new DataError(`JSON does not fit its schema: ${error === undefined ? 'it is not valid' : sentenceOf(error)}`);
  };
}

function ajvFor(schema: object): Ajv {
  const dialect = '$schema' in schema ? String(schema.$schema) : '';
  if (dialect.includes('2020-12')) return new Ajv2020(OPTIONS);
  return dialect.includes('2019-09') ? new Ajv2019(OPTIONS) : new Ajv(OPTIONS);
}

function sentenceOf({ instancePath, message }: ErrorObject): string {
  return `${instancePath === '' ? '/' : instancePath} ${message ?? 'is not valid'}`;
}
