import { DataError, SerializationError, type Schema, type SchemaAndValue } from '@millrace/connector-api';
import { isObject } from '../json/json-node.ts';
import { jsonNodeText } from '../json/json-node-text.ts';
import { parseJson } from '../json/json-parser.ts';
import { jsonTextOf } from '../json/json-text.ts';
import type { FormatSchema, SchemaFormat } from '../schema-registry/schema-format.ts';
import { readDocument, type JsonSchemaDocument } from './json-schema-document.ts';
import type { JsonSchemaSettings } from './json-schema-notes.ts';
import { createValidator, type Validator } from './json-schema-validation.ts';
import { schemaFromConnect } from './schema-from-connect.ts';
import { schemaToConnect } from './schema-to-connect.ts';
import { valueFromJson } from './value-from-json.ts';
import { createValueWriter } from './value-to-json.ts';

type Read = (bytes: Uint8Array, start: number) => SchemaAndValue;

const NO_REFERENCES: ReadonlyMap<string, string> = new Map();

/** JSON Schema's schemas, and JSON. */
export function createJsonSchemaFormat(settings: JsonSchemaSettings): SchemaFormat {
  return {
    type: 'JSON',
    title: 'JSON Schema',
    isNothing(schema) {
      if (schema === null) return true;
      return !schema.optional && (schema.defaultValue === null || settings.ignoreDefaultForNullables);
    },
    fromConnect(schema) {
      if (schema === null) throw new DataError('Data without a schema has no JSON Schema: JsonConverter can carry it');
      const text = jsonNodeText(schemaFromConnect(schema, settings));
      return new JsonFormatSchema(text, NO_REFERENCES, settings);
    },
    parse: (text, references) => new JsonFormatSchema(text, references, settings),
  };
}

class JsonFormatSchema implements FormatSchema {
  readonly text: string;
  readonly recordName: string | null;
  readonly #document: JsonSchemaDocument;
  readonly #references: ReadonlyMap<string, string>;
  readonly #settings: JsonSchemaSettings;
  #validator: Validator | null = null;

  constructor(text: string, references: ReadonlyMap<string, string>, settings: JsonSchemaSettings) {
    this.text = text;
    this.#references = references;
    this.#settings = settings;
    this.#document = documentOf(text, references);
    const { root } = this.#document;
    const title = isObject(root) ? root.get('title') : undefined;
    this.recordName = typeof title === 'string' ? title : null;
  }

  createWriter(schema: Schema | null, strict: boolean): (prefix: Uint8Array, value: unknown) => Uint8Array {
    if (schema === null) throw new DataError('Data without a schema has no JSON Schema');
    const write = createValueWriter(schema, this.#settings);
    const validate = strict || this.#settings.validate ? this.#needValidator() : null;
    return (prefix, value) => {
      const text = write(value) ?? 'null';
      validate?.(text);
      return Buffer.concat([prefix, Buffer.from(text)]);
    };
  }

  createReader(version: number | null): Read {
    const schema = schemaToConnect(this.#document, version, this.#settings);
    const validate = this.#settings.validate ? this.#needValidator() : null;
    return (bytes, start) => {
      const text = jsonTextOf(bytes.subarray(start));
      validate?.(text);
      const node = parseJson(text);
      if (typeof node === 'symbol') throw new SerializationError('There is no JSON after the id of the schema');
      return { schema, value: valueFromJson(schema, node) };
    };
  }

  /** JSON says the names of its members, so that it is read by any schema. */
  createReaderAs(target: FormatSchema, version: number | null): Read {
    return target.createReader(version);
  }

  /** Whether data fits is told when it is there. */
  incompatibilitiesWith(): readonly string[] {
    return [];
  }

  #needValidator(): Validator {
    return (this.#validator ??= createValidator(this.text, this.#references));
  }
}

function documentOf(text: string, references: ReadonlyMap<string, string>): JsonSchemaDocument {
  try {
    return readDocument(text, references);
  } catch (cause) {
    if (cause instanceof SerializationError) throw new DataError(`Not a JSON Schema: ${cause.message}`, { cause });
    throw cause;
  }
}
